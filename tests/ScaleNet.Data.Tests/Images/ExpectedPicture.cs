using System.Text.Json;

namespace ScaleNet.Data.Tests.Images;

/// <summary>The pixels that an independent library reads of a picture in <c>Fixtures/pictures</c>.</summary>
/// <param name="Width">Columns as stored, px.</param>
/// <param name="Height">Rows as stored, px.</param>
/// <param name="Stored">Red, green, blue as stored, in hexadecimal digits.</param>
/// <param name="SeenWidth">Columns when upright, px.</param>
/// <param name="SeenHeight">Rows when upright, px.</param>
/// <param name="Seen">The same of the upright picture on white.</param>
internal sealed record ExpectedPicture(int Width, int Height, string Stored, int SeenWidth, int SeenHeight, string Seen)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Fixtures", "pictures");

    public static string PathOf(string name) => Path.Combine(Folder, name);

    public static SortedDictionary<string, ExpectedPicture> ReadAll() =>
        JsonSerializer.Deserialize<SortedDictionary<string, ExpectedPicture>>(File.ReadAllText(PathOf("expected.json")), Options)!;
}

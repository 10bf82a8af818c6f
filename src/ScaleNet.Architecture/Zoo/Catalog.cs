using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Zoo;

/// <summary>The networks that come with the library: the files of <c>specs/</c> and the small-image designs.</summary>
public static class Catalog
{
    /// <summary>Side in pixels of the images that the published networks are designed for.</summary>
    public const int ImageNetResolution = 224;

    private const string Folder = "specs/";
    private const string PublishedFile = Folder + "published.json";
    private const int MostDigits = 9;

    private static readonly Lazy<ImmutableArray<CatalogEntry>> Entries = new(Load);

    /// <summary>All networks, sorted by name with numbers by value.</summary>
    public static ImmutableArray<CatalogEntry> All => Entries.Value;

    /// <summary>The network of this name.</summary>
    /// <exception cref="SpecException">There is none; the message gives the nearest name.</exception>
    public static CatalogEntry Get(string id) => Find(id) ?? throw new SpecException(
        $"unknown model '{id}'. Did you mean '{NearestName.To(id, All.Select(entry => entry.Id))}'? `scalenet models` lists all.");

    /// <summary>The network of this name, or null.</summary>
    public static CatalogEntry? Find(string id) => All.FirstOrDefault(entry => entry.Id == id);

    private static ImmutableArray<CatalogEntry> Load()
    {
        var published = JsonSerializer.Deserialize(Text(PublishedFile), JsonTypes.Of<Dictionary<string, Published>>(SpecJson.StrictOptions))!;
        var files = typeof(Catalog).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name != PublishedFile)
            .Select(name => (Id: Path.GetFileNameWithoutExtension(name), Spec: SpecJson.Read(Text(name), name)));
        return
        [
            .. files
                .Concat(SmallImageDesigns.All())
                .OrderBy(entry => NumbersByValue(entry.Id), StringComparer.Ordinal)
                .Select(entry => new CatalogEntry(entry.Id, entry.Spec, published.GetValueOrDefault(entry.Id))),
        ];
    }

    // The library's numeric ordering of strings does nothing under invariant globalisation.
    private static string NumbersByValue(string id) =>
        Regex.Replace(id, "[0-9]+", digits => digits.Value.PadLeft(MostDigits, '0'));

    private static string Text(string resource)
    {
        using var stream = typeof(Catalog).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks {resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

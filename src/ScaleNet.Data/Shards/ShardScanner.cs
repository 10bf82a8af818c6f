using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ScaleNet.Data.Shards;

/// <summary>Finds the pictures of a shard and their labels in the way of WebDataset: files of one key belong together.</summary>
/// <remarks>
/// The key of <c>folder/name.first.second</c> is <c>folder/name</c>, the rest is the kind. A label is the number in a file of kind
/// <c>cls</c>, or the number "label" of a JSON object in a file of kind <c>json</c>; other kinds are passed over.
/// </remarks>
internal static class ShardScanner
{
    private const int MostNumberLength = 64;
    private const int MostJsonLength = 1 << 20;

    private static readonly HashSet<string> Pictures = new(["jpg", "jpeg", "png", "webp", "bmp", "gif"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the headers and labels of a shard.</summary>
    /// <exception cref="DatasetException">It cannot be read, is damaged, or a picture has no label or two.</exception>
    public static Shard Scan(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return new Shard(path, file.Length, Scan(file, path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException($"{path}: cannot be read ({problem.Message.TrimEnd('.')}). Check the file.", problem);
        }
    }

    /// <summary>The same of an open archive.</summary>
    public static ShardItem[] Scan(Stream archive, string where)
    {
        var scanner = new TarScanner(archive, where);
        var pictures = new List<(string Key, TarEntry Entry)>();
        var withPicture = new HashSet<string>(StringComparer.Ordinal);
        var labels = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in scanner.Entries())
        {
            (string key, string kind) = Split(entry.Name);
            if (Pictures.Contains(kind))
            {
                pictures.Add(withPicture.Add(key)
                    ? (key, entry)
                    : throw scanner.Damaged(entry.Offset, $"a second picture of one name, expected one"));
            }
            else if (TryReadLabel(scanner, entry, kind) is { } label && !labels.TryAdd(key, label) && labels[key] != label)
            {
                throw scanner.Damaged(entry.Offset, $"a second label, {label} after {labels[key]}, expected one");
            }
        }

        return
        [
            .. pictures.Select(picture => new ShardItem(
                picture.Entry.Offset,
                picture.Entry.Length <= Array.MaxLength
                    ? (int)picture.Entry.Length
                    : throw scanner.Damaged(picture.Entry.Offset, $"a picture of {picture.Entry.Length} bytes, expected less"),
                labels.TryGetValue(picture.Key, out int label)
                    ? label
                    : throw scanner.Damaged(picture.Entry.Offset, "a picture without a label, expected a file of its name with .cls or .json"),
                Checksum: null)),
        ];
    }

    private static (string Key, string Kind) Split(string name)
    {
        int dot = name.IndexOf('.', name.LastIndexOf('/') + 1);
        return dot < 0 ? (name, "") : (name[..dot], name[(dot + 1)..]);
    }

    private static int? TryReadLabel(TarScanner scanner, TarEntry entry, string kind) => kind switch
    {
        "cls" => int.TryParse(
            Encoding.UTF8.GetString(scanner.Content(entry, MostNumberLength)), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture, out int label)
            ? label
            : throw scanner.Damaged(entry.Offset, "a label that is no number from 0 up"),
        "json" => ReadJson(scanner, entry),
        _ => null,
    };

    // A JSON file beside a number often holds other things.
    private static int? ReadJson(TarScanner scanner, TarEntry entry)
    {
        try
        {
            using var document = JsonDocument.Parse(scanner.Content(entry, MostJsonLength));
            var root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("label", out var value)
                ? null
                : value.TryGetInt32(out int label) && label >= 0 ? label : throw scanner.Damaged(entry.Offset, "a label that is no number from 0 up");
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw scanner.Damaged(entry.Offset, "a .json file that is no JSON object with a number as label");
        }
    }
}

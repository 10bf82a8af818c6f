namespace ScaleNet.Data.Datasets;

/// <summary>The four files of the full Fashion-MNIST set in a folder.</summary>
internal sealed record FashionMnistFiles(string TrainImages, string TrainLabels, string TestImages, string TestLabels)
{
    private static readonly string[] Names =
    [
        "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
    ];

    /// <summary>Finds all four, each plain or with ".gz"; otherwise says which are missing.</summary>
    public static FashionMnistFiles Find(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DatasetException(
                $"{folder}: no such folder, expected one with the files {string.Join(", ", Names)} (plain or .gz). "
                + "Name the folder that holds them, or none to use the embedded part.");
        }

        string?[] paths = Array.ConvertAll(Names, name => FindOne(folder, name));
        var missing = Names.Where((_, i) => paths[i] is null).ToArray();
        if (missing.Length > 0)
        {
            throw new DatasetException(
                $"{folder}: {missing.Length} of {Names.Length} files missing, expected also "
                + $"{string.Join(", ", missing)} (plain or .gz). Put them there, or name another folder.");
        }

        return new FashionMnistFiles(paths[0]!, paths[1]!, paths[2]!, paths[3]!);
    }

    /// <summary>Whether one of them is there.</summary>
    public static bool AreAnyIn(string folder) => Array.Exists(Names, name => FindOne(folder, name) is not null);

    private static string? FindOne(string folder, string name)
    {
        string plain = Path.Combine(folder, name);
        string compressed = plain + ".gz";
        return File.Exists(plain) ? plain : File.Exists(compressed) ? compressed : null;
    }
}

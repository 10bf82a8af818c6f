namespace ScaleNet.Cli.Prediction;

/// <summary>Finds the pictures that words on the command line mean.</summary>
internal static class PictureFiles
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".bmp", ".gif"];

    /// <summary>Files as they are named, and the pictures of folders in natural order.</summary>
    /// <remarks>
    /// In a folder, hidden files are passed over, and so are files without a picture's extension. Links to folders are not
    /// followed, as they may go in a circle.
    /// </remarks>
    /// <param name="words">Files and folders.</param>
    /// <param name="recursive">Whether folders in folders count.</param>
    public static IReadOnlyList<PictureFile> Find(IEnumerable<string> words, bool recursive) =>
        [.. words.SelectMany(word => Directory.Exists(word) ? FindIn(word, recursive) : [new PictureFile(word)])];

    private static List<PictureFile> FindIn(string folder, bool recursive)
    {
        var files = new List<PictureFile>();
        Collect(folder, recursive, files);
        if (files.Count == 0)
        {
            var where = recursive ? "in it or below" : "directly in it; --recursive looks below, too";
            files.Add(new PictureFile(folder, $"{folder}: got no picture {where} (expected {string.Join(", ", Extensions)})."));
        }

        var order = new NaturalOrder();
        files.Sort((left, right) => order.Compare(left.Path, right.Path));
        return files;
    }

    private static void Collect(string folder, bool recursive, List<PictureFile> files)
    {
        try
        {
            var visible = new EnumerationOptions { AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", visible))
            {
                var path = Path.Combine(folder, entry.Name);
                if (!entry.Attributes.HasFlag(FileAttributes.Directory))
                {
                    if (Extensions.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase))
                    {
                        files.Add(new PictureFile(path));
                    }
                }
                else if (recursive && entry.LinkTarget is null)
                {
                    Collect(path, recursive, files);
                }
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            files.Add(new PictureFile(folder, $"{folder}: cannot be read ({problem.Message}). Check its rights."));
        }
    }
}

namespace ScaleNet.Serving.Models;

/// <summary>What tells that a model's files were changed: their lengths and times.</summary>
internal sealed record FileStamp
{
    private const string DataExtension = ".data"; // tensors beside a model

    private readonly (long Length, DateTime Time)[] _files;

    private FileStamp((long, DateTime)[] files) => _files = files;

    /// <summary>Looks at a model's file and the tensors beside it; null while the model's file is not there.</summary>
    public static FileStamp? Of(string path)
    {
        try
        {
            var files = new[] { path, path + DataExtension }.Select(Find).ToArray();
            return files[0].Exists
                ? new FileStamp([.. files.Where(file => file.Exists).Select(file => (file.Length, file.LastWriteTimeUtc))])
                : null;
        }
        catch (IOException)
        {
            return null; // a link that leads in a circle, or went while it was followed
        }
    }

    /// <inheritdoc/>
    public bool Equals(FileStamp? other) => other is not null && _files.SequenceEqual(other._files);

    /// <inheritdoc/>
    public override int GetHashCode() => _files[0].GetHashCode();

    // What a link leads to is what is served: systems that mount files change them by changing links.
    private static FileInfo Find(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target : file;
    }
}

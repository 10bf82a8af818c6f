namespace ScaleNet.Architecture.Weights;

/// <summary>The operations that an atomic write consists of; tests replace one to make it fail.</summary>
internal sealed record AtomicFileSteps(
    Func<string, Stream> Open, Action<Stream> FlushToDisk, Action<string, string> Rename)
{
    /// <summary>The real ones.</summary>
    public static AtomicFileSteps OnDisk { get; } = new(
        path => new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None),
        stream => ((FileStream)stream).Flush(flushToDisk: true),
        (from, to) => File.Move(from, to, overwrite: true));
}

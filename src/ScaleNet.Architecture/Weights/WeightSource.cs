namespace ScaleNet.Architecture.Weights;

/// <summary>Random access to a file of unknown honesty: ranges are checked against the real length before reading.</summary>
internal sealed class WeightSource : IDisposable
{
    /// <summary>What to do about a file that is damaged rather than of the wrong kind.</summary>
    public const string GetAgain = "Download or save the file again.";

    private readonly Stream _stream;

    /// <summary>Takes over a seekable stream.</summary>
    public WeightSource(string name, Stream stream)
    {
        if (!stream.CanSeek)
        {
            throw new ArgumentException("Weights are read from streams that can seek.", nameof(stream));
        }

        Name = name;
        _stream = stream;
        Length = stream.Length;
    }

    /// <summary>What messages call the file.</summary>
    public string Name { get; }

    /// <summary>The real length in bytes.</summary>
    public long Length { get; }

    /// <summary>Opens a file for reading.</summary>
    public static WeightSource Open(string path)
    {
        var stream = File.OpenRead(path);
        if (stream.CanSeek)
        {
            return new WeightSource(path, stream);
        }

        stream.Dispose();
        throw new CheckpointException($"{path}: this is not a regular file. Give a file that can be read at any place.");
    }

    /// <summary>Reads a range that the file declares, or explains that it is not there.</summary>
    public byte[] Read(long offset, long count, string what)
    {
        RequireRange(offset, count, what);
        if (count > Array.MaxLength)
        {
            throw Error($"{what} has {count} bytes, more than one array holds", "Split it into smaller tensors.");
        }

        var bytes = new byte[count];
        Fill(offset, bytes);
        return bytes;
    }

    /// <summary>Explains that a range is not inside the file.</summary>
    public void RequireRange(long offset, long count, string what)
    {
        if (offset < 0 || count < 0 || offset > Length || count > Length - offset)
        {
            throw Damaged($"{what} is not inside the file "
                + $"(got bytes {offset} to {(Int128)offset + count}, the file has {Length})");
        }
    }

    /// <summary>Reads a range that is known to be inside the file.</summary>
    public void Fill(long offset, Span<byte> destination)
    {
        _stream.Position = offset;
        _stream.ReadExactly(destination);
    }

    /// <summary>A one-line refusal that names the file.</summary>
    public CheckpointException Error(string what, string fix) => new($"{Name}: {what}. {fix}");

    /// <summary>A one-line refusal of a file that is damaged, not of the wrong kind.</summary>
    public CheckpointException Damaged(string what, Exception? cause = null) =>
        new($"{Name}: {what}. {GetAgain}", cause);

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}

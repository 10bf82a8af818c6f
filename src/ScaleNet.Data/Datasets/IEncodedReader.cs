namespace ScaleNet.Data.Datasets;

/// <summary>Fetches the bytes of picture files for one thread, and keeps its memory from one to the next.</summary>
public interface IEncodedReader : IDisposable
{
    /// <summary>The bytes of one file; valid until the next call.</summary>
    /// <exception cref="Loading.CorruptSampleException">The bytes cannot be had: a missing file, a wrong checksum.</exception>
    ReadOnlySpan<byte> Read(int index);
}

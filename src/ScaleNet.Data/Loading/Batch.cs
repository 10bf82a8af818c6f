using ScaleNet.Data.Images;

namespace ScaleNet.Data.Loading;

/// <summary>Prepared samples. Whoever receives it disposes it, which hands its memory to a later batch.</summary>
/// <remarks>The arrays must not be used after disposing. Each is exactly as long as the batch needs.</remarks>
public sealed class Batch : IDisposable
{
    private readonly BatchPool _pool;
    private BatchBuffer? _buffer;

    internal Batch(BatchBuffer buffer, BatchPool pool, int index, ImageShape shape)
    {
        _buffer = buffer;
        _pool = pool;
        Index = index;
        Count = buffer.Count;
        Shape = shape;
    }

    /// <summary>Which batch of the epoch this is, from 0.</summary>
    public int Index { get; }

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    /// <summary>Shape of each image.</summary>
    public ImageShape Shape { get; }

    /// <summary>Normalised images, N,C,H,W.</summary>
    public float[] Images => Buffer.Images;

    /// <summary>Class index of each image.</summary>
    public long[] Labels => Buffer.Labels;

    /// <summary>Place of each image in its set.</summary>
    public int[] SampleIndices => Buffer.SampleIndices;

    private BatchBuffer Buffer => _buffer ?? throw new ObjectDisposedException(nameof(Batch));

    /// <summary>Hands the memory back. The second time does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            _pool.Return(buffer);
        }
    }
}

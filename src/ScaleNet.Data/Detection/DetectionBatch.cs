using System.Buffers;

namespace ScaleNet.Data.Detection;

/// <summary>Images for one step of a detector. Whoever receives it disposes it, which hands its memory to a later batch.</summary>
public sealed class DetectionBatch : IDisposable
{
    private IReadOnlyList<byte[]>? _memory;
    private readonly IReadOnlyList<DetectionSample> _samples;

    /// <param name="index">Which batch of the epoch it is.</param>
    /// <param name="samples">The images.</param>
    /// <param name="memory">What was rented for their pixels from the shared pool.</param>
    internal DetectionBatch(int index, IReadOnlyList<DetectionSample> samples, IReadOnlyList<byte[]> memory)
    {
        (Index, _samples, _memory) = (index, samples, memory);
        SampleIndices = [.. samples.Select(sample => sample.Index)];
    }

    /// <summary>Which batch of the epoch this is, from 0.</summary>
    public int Index { get; }

    /// <summary>The images; none where all of them were damaged and not replaced.</summary>
    /// <exception cref="ObjectDisposedException">The batch is disposed.</exception>
    public IReadOnlyList<DetectionSample> Samples
    {
        get
        {
            ObjectDisposedException.ThrowIf(_memory is null, this);
            return _samples;
        }
    }

    /// <summary>Place of each image in its set.</summary>
    public IReadOnlyList<int> SampleIndices { get; }

    /// <summary>Hands the memory back. The second time does nothing.</summary>
    public void Dispose()
    {
        foreach (byte[] pixels in Interlocked.Exchange(ref _memory, null) ?? [])
        {
            ArrayPool<byte>.Shared.Return(pixels);
        }
    }
}

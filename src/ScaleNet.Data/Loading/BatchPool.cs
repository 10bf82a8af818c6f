using System.Collections.Concurrent;
using ScaleNet.Data.Images;

namespace ScaleNet.Data.Loading;

/// <summary>Keeps the buffers of full batches for reuse: no large allocation after the first few batches.</summary>
/// <remarks>A short last batch has a buffer of its own length, made anew: it comes once an epoch.</remarks>
internal sealed class BatchPool(int fullCount, ImageShape shape)
{
    private readonly ConcurrentBag<BatchBuffer> _free = [];

    public BatchBuffer Rent(int count) =>
        count == fullCount && _free.TryTake(out var buffer) ? buffer : new BatchBuffer(count, shape);

    public void Return(BatchBuffer buffer)
    {
        if (buffer.Count == fullCount)
        {
            _free.Add(buffer);
        }
    }
}

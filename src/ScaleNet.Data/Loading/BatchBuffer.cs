using ScaleNet.Data.Images;

namespace ScaleNet.Data.Loading;

/// <summary>The memory of one batch; each array has exactly the batch's length.</summary>
internal sealed class BatchBuffer(int count, ImageShape shape)
{
    public int Count { get; } = count;

    /// <summary>Pinned, so that a device can copy from it while the collector runs; every value is written before it is read.</summary>
    public float[] Images { get; } = GC.AllocateUninitializedArray<float>(checked(count * shape.Length), pinned: true);

    public long[] Labels { get; } = new long[count];

    public int[] SampleIndices { get; } = new int[count];

    /// <summary>A copy of the first samples.</summary>
    public BatchBuffer First(int samples, ImageShape shapeOfOne)
    {
        var copy = new BatchBuffer(samples, shapeOfOne);
        Images.AsSpan(0, copy.Images.Length).CopyTo(copy.Images);
        Labels.AsSpan(0, samples).CopyTo(copy.Labels);
        SampleIndices.AsSpan(0, samples).CopyTo(copy.SampleIndices);
        return copy;
    }
}

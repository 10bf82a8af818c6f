using ScaleNet.Data.Images;

namespace ScaleNet.Data.Loading;

/// <summary>The memory of one batch; each array has exactly the batch's length.</summary>
internal sealed class BatchBuffer(int count, ImageShape shape)
{
    public int Count { get; } = count;

    public float[] Images { get; } = new float[checked(count * shape.Length)];

    public long[] Labels { get; } = new long[count];

    public int[] SampleIndices { get; } = new int[count];
}

namespace ScaleNet.Deployment.Inference;

/// <summary>A tensor in plain memory.</summary>
/// <param name="Name">The input or output that it belongs to.</param>
/// <param name="Element">What its elements are.</param>
/// <param name="Shape">Its lengths.</param>
/// <param name="Data">Its elements, row-major, little-endian, nothing between them; not copied.</param>
public sealed record HostTensor(string Name, TensorElement Element, long[] Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>The length of the first axis; 1 for a single number.</summary>
    public long Rows => Shape.Length == 0 ? 1 : Shape[0];
}

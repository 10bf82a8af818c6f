namespace ScaleNet.Architecture.Weights;

/// <summary>A flat array of elements that one or more tensors look into; its bytes are elsewhere in the file.</summary>
/// <param name="Key">The name under which the container holds the bytes.</param>
/// <param name="Element">The element type.</param>
/// <param name="Count">The elements of the whole array.</param>
internal sealed record TorchStorage(string Key, ElementType Element, long Count)
{
    /// <summary>The bytes of the whole array; checked to fit when the storage was declared.</summary>
    public long ByteCount => Count * Element.ElementSize();
}

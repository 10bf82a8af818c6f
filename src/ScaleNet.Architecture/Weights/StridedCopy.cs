using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ScaleNet.Architecture.Weights;

/// <summary>Copies a strided view of a storage into contiguous row-major order.</summary>
internal static class StridedCopy
{
    /// <summary>The bytes of the view's elements in logical order; the view is known to fit the storage.</summary>
    public static void Copy(ReadOnlySpan<byte> storage, TorchTensorView view, Span<byte> destination)
    {
        switch (view.Storage.Element.ElementSize())
        {
            case sizeof(byte): Copy<byte>(storage, view, destination); break;
            case sizeof(ushort): Copy<ushort>(storage, view, destination); break;
            case sizeof(uint): Copy<uint>(storage, view, destination); break;
            default: Copy<ulong>(storage, view, destination); break;
        }
    }

    private static void Copy<T>(ReadOnlySpan<byte> storage, TorchTensorView view, Span<byte> destination)
        where T : unmanaged
    {
        var source = MemoryMarshal.Cast<byte, T>(storage);
        var target = MemoryMarshal.Cast<byte, T>(destination);
        var index = new long[view.Shape.Length];
        var offset = view.Offset;
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = source[(int)offset];
            offset = Advance(view.Shape, view.Strides, index, offset);
        }
    }

    // Counts the index up like an odometer, last dimension fastest, and moves the offset with it.
    private static long Advance(ImmutableArray<long> shape, ImmutableArray<long> strides, long[] index, long offset)
    {
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            offset += strides[axis];
            if (++index[axis] < shape[axis])
            {
                break;
            }

            offset -= shape[axis] * strides[axis];
            index[axis] = 0;
        }

        return offset;
    }
}

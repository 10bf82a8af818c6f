using System.Collections.Immutable;

namespace ScaleNet.Architecture.Weights;

/// <summary>A tensor as PyTorch saves it: a strided view, known to stay inside the declared length of its storage.</summary>
/// <param name="Storage">Where the elements are.</param>
/// <param name="Offset">The element of the storage that index 0 falls on.</param>
/// <param name="Shape">Sizes of the dimensions.</param>
/// <param name="Strides">Storage elements from one index to the next, per dimension.</param>
internal sealed record TorchTensorView(
    TorchStorage Storage, long Offset, ImmutableArray<long> Shape, ImmutableArray<long> Strides)
{
    /// <summary>Whether the elements lie in row-major order without gaps.</summary>
    public bool IsContiguous
    {
        get
        {
            var expected = 1L;
            for (var axis = Shape.Length - 1; axis >= 0; axis--)
            {
                if (Shape[axis] != 1 && Strides[axis] != expected)
                {
                    return false;
                }

                expected *= Shape[axis];
            }

            return true;
        }
    }
}

using System.Collections.Immutable;

namespace ScaleNet.Architecture.Weights;

/// <summary>Arithmetic over shapes that come from a file and may say anything.</summary>
internal static class TensorShape
{
    /// <summary>The element count, or false where a size is negative or the product does not fit.</summary>
    public static bool TryCount(ReadOnlySpan<long> shape, out long count)
    {
        count = 1;
        var isEmpty = false;
        foreach (var size in shape)
        {
            if (size < 0)
            {
                return false;
            }

            isEmpty |= size == 0;
        }

        if (isEmpty)
        {
            // Sizes beside a zero may be as large as they like: nothing is ever allocated for them.
            count = 0;
            return true;
        }

        foreach (var size in shape)
        {
            if (count > long.MaxValue / size)
            {
                return false;
            }

            count *= size;
        }

        return true;
    }

    /// <summary>The bytes of that many elements, or false where they do not fit.</summary>
    public static bool TryByteCount(long count, ElementType type, out long bytes)
    {
        var size = type.ElementSize();
        bytes = count > long.MaxValue / size ? -1 : count * size;
        return bytes >= 0;
    }

    /// <summary><c>[64, 3, 7, 7]</c>.</summary>
    public static string Text(ImmutableArray<long> shape)
    {
        const int Shown = 16;
        var sizes = string.Join(", ", shape.Take(Shown));
        return shape.Length > Shown ? $"[{sizes}, ...]" : $"[{sizes}]";
    }
}

using System.Collections.Immutable;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Rewrites;

/// <summary>Puts zeros among the values of a convolution's weight or bias.</summary>
internal static class ChannelPadding
{
    /// <summary>The tensor in its new shape: rows of zeros at its end, columns of zeros behind each range.</summary>
    /// <param name="tensor">[Out, In, K, K] or [Out].</param>
    /// <param name="shape">The new shape.</param>
    /// <param name="columns">How the old input channels lie among the new ones; empty if their number stays.</param>
    public static WeightTensor Pad(WeightTensor tensor, ImmutableArray<long> shape, ImmutableArray<PaddedRange> columns)
    {
        if (tensor.Shape.SequenceEqual(shape))
        {
            return tensor;
        }

        var size = tensor.ElementType.ElementSize();
        var data = new byte[checked((int)shape.Aggregate((long)size, (product, length) => product * length))];
        var rows = (int)tensor.Shape[0];
        var (oldRow, newRow) = (tensor.Data.Length / rows, data.Length / (int)shape[0]);
        if (columns.IsEmpty || shape.Length == 1)
        {
            tensor.Data.Span.CopyTo(data);
            return new WeightTensor(tensor.ElementType, [.. shape], data);
        }

        var perChannel = oldRow / columns.Sum(range => range.Channels);
        for (var row = 0; row < rows; row++)
        {
            var (from, to) = (row * oldRow, row * newRow);
            foreach (var range in columns)
            {
                tensor.Data.Span.Slice(from, range.Channels * perChannel).CopyTo(data.AsSpan(to));
                from += range.Channels * perChannel;
                to += range.Padded * perChannel;
            }
        }

        return new WeightTensor(tensor.ElementType, [.. shape], data);
    }
}

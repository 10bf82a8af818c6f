using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Zoo;

/// <summary>Convolutions of several kernels beside each other, each with its own share of the channels.</summary>
/// <remarks>
/// Source: timm's mixed_conv2d.py. Input and output are split into as many parts as there are kernels, evenly, the remainder in
/// the first; part i goes through convolution <c>path.i</c>, and the results are joined. One kernel makes one convolution,
/// <c>path</c>, and no split.
/// </remarks>
internal static class MixedConvolution
{
    public static NodeId Depthwise(GraphBuilder g, NodeId x, string path, ImmutableArray<int> kernels, int stride)
    {
        if (kernels.Length == 1)
        {
            var channels = g.Channels(x);
            return g.Conv(x, path, channels, kernels[0], stride, groups: channels);
        }

        return Split(g, x, g.Channels(x), kernels.Length, (part, index, channels) =>
            g.Conv(part, $"{path}.{index}", channels, kernels[index], stride, groups: channels));
    }

    /// <summary>A 1x1 convolution in parts that do not see each other.</summary>
    public static NodeId Pointwise(GraphBuilder g, NodeId x, string path, int channels, int parts)
    {
        return parts == 1
            ? g.Conv(x, path, channels, kernel: 1)
            : Split(g, x, channels, parts, (part, index, share) => g.Conv(part, $"{path}.{index}", share, kernel: 1));
    }

    private static NodeId Split(
        GraphBuilder g, NodeId x, int channels, int parts, Func<NodeId, int, int, NodeId> convolve)
    {
        var inputs = Shares(g.Channels(x), parts);
        var outputs = Shares(channels, parts);
        var results = new List<NodeId>(parts);
        var first = 0;
        for (var part = 0; part < parts; part++)
        {
            results.Add(convolve(g.Slice(x, first, inputs[part]), part, outputs[part]));
            first += inputs[part];
        }

        return g.Concat(results);
    }

    private static int[] Shares(int channels, int parts)
    {
        var shares = new int[parts];
        Array.Fill(shares, channels / parts);
        shares[0] += channels % parts;
        return shares;
    }
}

using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Zoo;

/// <summary>Convolutions between the parts of maps of which a share is low.</summary>
/// <remarks>
/// <para>Source: d-li14/octconv.pytorch octconv.py. Up to four convolutions of stride 1, from each part to each part; from high
/// to low a 2x2 average pooling stands before the convolution, from low to high an enlargement after it. A stride of 2 pools
/// both parts first; then what goes from low to high has its size already.</para>
/// <para>Odd sides (ours; the reference stops at them): pooling rounds down, so a 7x7 map has a 3x3 low part, which is brought
/// back to 7x7 by the nearest source pixel. At even sides that is the doubling of the reference. A map of one pixel has no
/// room for a low part and is refused by its shape.</para>
/// <para>Where a layer's channels do not divide, the reference's batch norms and convolutions disagree and it fails; here the low
/// channels round down and the high ones are the rest.</para>
/// </remarks>
/// <param name="alpha">The share of the output's channels that is low; their number rounds down.</param>
internal sealed class OctaveConvolution(double alpha)
{
    /// <summary>Convolution <c>path.conv</c>, then a batch norm for each part, <c>path.bn_h</c> and <c>path.bn_l</c>.</summary>
    public OctaveMap ConvBn(GraphBuilder g, OctaveMap x, string path, int channels, int kernel, int stride = 1)
    {
        var (high, low) = Conv(g, x, $"{path}.conv.conv_", channels, kernel, stride);
        return new OctaveMap(
            g.BatchNorm(high, $"{path}.bn_h"),
            low is { } map ? g.BatchNorm(map, $"{path}.bn_l") : null);
    }

    public static OctaveMap Relu(GraphBuilder g, OctaveMap x) =>
        new(g.Relu(x.High), x.Low is { } low ? g.Relu(low) : null);

    public static OctaveMap Add(GraphBuilder g, OctaveMap x, OctaveMap y)
    {
        return new OctaveMap(g.Add(x.High, y.High), x.Low is { } low ? g.Add(low, y.Low!.Value) : null);
    }

    private OctaveMap Conv(GraphBuilder g, OctaveMap x, string path, int channels, int kernel, int stride)
    {
        var lowChannels = (int)(alpha * channels);
        var highChannels = channels - lowChannels;
        var high = stride == 2 ? Half(g, x.High) : x.High;

        // In the order in which the reference registers them.
        NodeId? lowToLow = null;
        NodeId? lowToHigh = null;
        if (x.Low is { } low)
        {
            lowToLow = lowChannels > 0
                ? g.Conv(stride == 2 ? Half(g, low) : low, $"{path}l2l", lowChannels, kernel)
                : null;
            lowToHigh = g.Conv(low, $"{path}l2h", highChannels, kernel);
        }

        NodeId? highToLow = lowChannels > 0 ? g.Conv(Half(g, high), $"{path}h2l", lowChannels, kernel) : null;
        var highToHigh = g.Conv(high, $"{path}h2h", highChannels, kernel);
        if (lowToHigh is { } rising)
        {
            var full = stride == 1 ? g.Resize(rising, highToHigh, ResizeMode.Nearest) : rising;
            highToHigh = g.Add(full, highToHigh);
        }

        return new OctaveMap(
            highToHigh, highToLow is { } falling && lowToLow is { } staying ? g.Add(falling, staying) : highToLow);
    }

    private static NodeId Half(GraphBuilder g, NodeId x) => g.AvgPool(x, kernel: 2, stride: 2);
}

using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Zoo;

/// <summary>A residual block of 1x1, 3x3 and 1x1 convolutions, and how the families vary it.</summary>
/// <remarks>Source: He et al. 2016, figure 5, with the keys of torchvision resnet.py, which all of them share.</remarks>
/// <param name="Planes">The block puts out four times as many channels.</param>
internal sealed record BottleneckBlock(int Planes)
{
    /// <summary>Channels that the 3x3 convolution reads and writes.</summary>
    public int InnerWidth { get; init; } = Planes;

    /// <summary>Groups of the 3x3 convolution.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Whether the stride is on the first convolution and not on the 3x3 one.</summary>
    public bool StridesFirst { get; init; }

    /// <summary>Whether the last batch norm starts at zero, so that the block starts as its shortcut.</summary>
    public bool StartsAsShortcut { get; init; }

    /// <summary>What happens to the last batch norm's map before the shortcut is added; null for nothing.</summary>
    public Func<GraphBuilder, NodeId, NodeId>? Gate { get; init; }

    public NodeId Lower(GraphBuilder g, NodeId input, int stride, bool project)
    {
        var width = Bottleneck.Expansion * Planes;
        var (first, second) = StridesFirst ? (stride, 1) : (1, stride);
        var x = g.Relu(g.ConvBn(input, "conv1", "bn1", InnerWidth, kernel: 1, first));
        x = g.Relu(g.ConvBn(x, "conv2", "bn2", InnerWidth, kernel: 3, second, Groups));
        x = g.ConvBn(x, "conv3", "bn3", width, kernel: 1, startsAtZero: StartsAsShortcut);
        x = Gate is null ? x : Gate(g, x);
        var shortcut = project ? g.ConvBn(input, "downsample.0", "downsample.1", width, kernel: 1, stride) : input;
        return g.Relu(g.AddResidual(x, shortcut));
    }
}

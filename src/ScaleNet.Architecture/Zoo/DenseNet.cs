using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Zoo;

/// <summary>DenseNet-BC: every layer reads all maps that its block has so far, and adds a few channels to them.</summary>
/// <remarks>
/// <para>Source: Huang et al. 2017 with the keys, the layout and the initialisation of torchvision densenet.py. Batch norm and
/// ReLU stand before each convolution.</para>
/// <para>The concatenations are nested: a layer's map is joined to the last result, not to all the maps before. Values and
/// order of the channels are the same; the graph grows with the number of layers, not with its square.</para>
/// </remarks>
internal static class DenseNet
{
    public static Graph Lower(DenseNetSpec spec, GraphBuilder g)
    {
        g.Initialization = new WeightInitialization { Convolution = ConvolutionStart.HeFanIn, ZeroLinearBias = true };
        var x = Stem(g, spec);
        g.Output("features.pool0", x);
        for (var block = 1; block <= spec.Blocks.Length; block++)
        {
            x = Block(g, x, spec, block);
            g.Output($"features.denseblock{block}", x);
            x = block < spec.Blocks.Length ? Transition(g, x, block) : x;
        }

        using (g.Part("head"))
        {
            x = g.Relu(g.BatchNorm(x, "features.norm5"));
        }

        return Frame.Head(g, x, spec, "classifier");
    }

    private static NodeId Stem(GraphBuilder g, DenseNetSpec spec)
    {
        var image = g.Input(spec.InputChannels);
        using var part = g.Part("stem");
        var x = g.Relu(g.ConvBn(image, "features.conv0", "features.norm0", spec.StemChannels, kernel: 7, stride: 2));
        return g.MaxPool(x, kernel: 3, stride: 2, padding: 1);
    }

    private static NodeId Block(GraphBuilder g, NodeId x, DenseNetSpec spec, int block)
    {
        for (var layer = 1; layer <= spec.Blocks[block - 1]; layer++)
        {
            using var scope = g.Scope($"features.denseblock{block}.denselayer{layer}");
            var inner = g.Conv(g.Relu(g.BatchNorm(x, "norm1")), "conv1", spec.BottleneckFactor * spec.GrowthRate, kernel: 1);
            var added = g.Conv(g.Relu(g.BatchNorm(inner, "norm2")), "conv2", spec.GrowthRate, kernel: 3);
            x = g.Concat([x, added]);
        }

        return x;
    }

    private static NodeId Transition(GraphBuilder g, NodeId x, int block)
    {
        using var scope = g.Scope($"features.transition{block}");
        var half = g.Conv(g.Relu(g.BatchNorm(x, "norm")), "conv", g.Channels(x) / 2, kernel: 1);
        return g.AvgPool(half, kernel: 2, stride: 2);
    }
}

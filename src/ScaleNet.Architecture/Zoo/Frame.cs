using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Zoo;

/// <summary>The stem, the walk over the stages and the head that the families share.</summary>
internal static class Frame
{
    /// <summary>Image to the first stage's input: <c>conv1</c>, <c>bn1</c>, with pooling for large images.</summary>
    public static NodeId Stem(GraphBuilder g, ResidualSpec spec)
    {
        var image = g.Input(spec.InputChannels);
        using var part = g.Part("stem");
        var x = StemConvolution(g, image, spec, "");
        return spec.Stem == StemKind.ImageNet ? g.MaxPool(x, kernel: 3, stride: 2, padding: 1) : x;
    }

    /// <summary>The stem of networks from Caffe: keys under <c>layer0</c>, and pooling that rounds up instead of padding.</summary>
    public static NodeId CaffeStem(GraphBuilder g, ResidualSpec spec)
    {
        var image = g.Input(spec.InputChannels);
        using var part = g.Part("stem");
        var x = StemConvolution(g, image, spec, "layer0.");
        return spec.Stem == StemKind.ImageNet ? g.MaxPool(x, kernel: 3, stride: 2, roundUp: true) : x;
    }

    /// <summary>All stages; the first block of each projects its shortcut, and halves the map from the second stage on.</summary>
    /// <param name="g">The graph.</param>
    /// <param name="x">The stem's map.</param>
    /// <param name="spec">The network.</param>
    /// <param name="block">The block of a stage.</param>
    public static NodeId Stages(GraphBuilder g, NodeId x, BottleneckSpec spec, Func<ResNetStage, BottleneckBlock> block)
    {
        for (var stage = 0; stage < spec.Stages.Length; stage++)
        {
            for (var index = 0; index < spec.Stages[stage].Blocks; index++)
            {
                using var scope = g.Scope($"layer{stage + 1}.{index}");
                x = block(spec.Stages[stage]).Lower(g, x, stride: stage > 0 && index == 0 ? 2 : 1, project: index == 0);
            }

            g.Output($"layer{stage + 1}", x);
        }

        return x;
    }

    /// <summary>The last stage's map to the logits: global average pooling, dropout where there is any, a linear layer.</summary>
    public static Graph Head(GraphBuilder g, NodeId x, NetworkSpec spec, string classifier = "fc", double dropout = 0)
    {
        using (g.Part("head"))
        {
            var features = g.Flatten(g.GlobalAvgPool(x));
            features = dropout > 0 ? g.Dropout(features, dropout) : features;
            g.Output(Graph.Logits, g.Linear(features, classifier, spec.Classes));
        }

        return g.Build();
    }

    private static NodeId StemConvolution(GraphBuilder g, NodeId image, ResidualSpec spec, string prefix)
    {
        var (kernel, stride) = spec.Stem == StemKind.ImageNet ? (7, 2) : (3, 1);
        return g.Relu(g.ConvBn(image, $"{prefix}conv1", $"{prefix}bn1", spec.StemChannels, kernel, stride));
    }
}

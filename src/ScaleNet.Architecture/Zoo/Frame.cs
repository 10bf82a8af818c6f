using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Zoo;

/// <summary>The stem and the head that the residual families share.</summary>
internal static class Frame
{
    /// <summary>Image to the first stage's input: <c>conv1</c>, <c>bn1</c>, with pooling for large images.</summary>
    public static NodeId Stem(GraphBuilder g, ResidualSpec spec)
    {
        var image = g.Input(spec.InputChannels);
        using var part = g.Part("stem");
        return spec.Stem switch
        {
            StemKind.ImageNet => g.MaxPool(
                g.Relu(g.ConvBn(image, "conv1", "bn1", spec.StemChannels, kernel: 7, stride: 2)),
                kernel: 3, stride: 2, padding: 1),
            _ => g.Relu(g.ConvBn(image, "conv1", "bn1", spec.StemChannels, kernel: 3)),
        };
    }

    /// <summary>The last stage's map to the logits: global average pooling and <c>fc</c>.</summary>
    public static Graph Head(GraphBuilder g, NodeId x, NetworkSpec spec)
    {
        using (g.Part("head"))
        {
            g.Output(Graph.Logits, g.Linear(g.Flatten(g.GlobalAvgPool(x)), "fc", spec.Classes));
        }

        return g.Build();
    }
}

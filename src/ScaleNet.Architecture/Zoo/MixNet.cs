using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Zoo;

/// <summary>MixNet: inverted bottlenecks with depthwise kernels of several sizes.</summary>
/// <remarks>
/// Source: Tan and Le 2019 with the keys, symmetric padding and batch norm constants of timm's efficientnet.py (the authors'
/// TensorFlow code pads on one side more and has another epsilon). Neither dropout nor dropped paths, timm's default. Outputs:
/// <c>blocks.S</c>, the map after stage S, counted from 0.
/// </remarks>
internal static class MixNet
{
    private const int StemKernel = 3;

    private static WeightInitialization Initialization { get; } = new()
    {
        Convolution = ConvolutionStart.HeFanOutOfGroup,
        Linear = LinearStart.FanOut,
        ZeroConvolutionBias = true,
        ZeroLinearBias = true,
    };

    public static Graph Lower(MixNetSpec spec, GraphBuilder g)
    {
        g.Initialization = Initialization;
        var x = Stem(g, spec);
        for (var stage = 0; stage < spec.Stages.Length; stage++)
        {
            var block = 0;
            foreach (var row in spec.Stages[stage].Rows)
            {
                for (var repeat = 0; repeat < row.Repeats; repeat++)
                {
                    using var scope = g.Scope($"blocks.{stage}.{block++}");
                    x = new MixNetBlock(row, repeat == 0 ? row.Stride : 1).Lower(g, x);
                }
            }

            g.Output($"blocks.{stage}", x);
        }

        return Head(g, x, spec);
    }

    private static NodeId Stem(GraphBuilder g, MixNetSpec spec)
    {
        var image = g.Input(spec.InputChannels);
        using var part = g.Part("stem");
        return g.Relu(g.ConvBn(image, "conv_stem", "bn1", spec.StemChannels, StemKernel, stride: 2));
    }

    private static Graph Head(GraphBuilder g, NodeId x, MixNetSpec spec)
    {
        using (g.Part("head"))
        {
            x = g.Relu(g.ConvBn(x, "conv_head", "bn2", spec.HeadChannels, kernel: 1));
            g.Output(Graph.Logits, g.Linear(g.Flatten(g.GlobalAvgPool(x)), "classifier", spec.Classes));
        }

        return g.Build();
    }
}

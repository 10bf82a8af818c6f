using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Zoo;

/// <summary>Bottleneck ResNet, stride on the 3x3 convolution.</summary>
/// <remarks>
/// Source: He et al. 2016 with the keys and layout of torchvision resnet.py. For small images the stem keeps the size and there
/// are three stages; the blocks are the same, and a 3x3 convolution with stride 2 halves an odd side rounding up.
/// </remarks>
internal static class ResNet
{
    public static Graph Lower(ResNetSpec spec, GraphBuilder g)
    {
        var x = Frame.Stem(g, spec);
        for (var stage = 0; stage < spec.Stages.Length; stage++)
        {
            for (var block = 0; block < spec.Stages[stage].Blocks; block++)
            {
                using var scope = g.Scope($"layer{stage + 1}.{block}");
                x = Block(g, x, spec.Stages[stage].Planes, stride: stage > 0 && block == 0 ? 2 : 1, project: block == 0);
            }

            g.Output($"layer{stage + 1}", x);
        }

        return Frame.Head(g, x, spec);
    }

    private static NodeId Block(GraphBuilder g, NodeId input, int planes, int stride, bool project)
    {
        var width = Bottleneck.Expansion * planes;
        var x = g.Relu(g.ConvBn(input, "conv1", "bn1", planes, kernel: 1));
        x = g.Relu(g.ConvBn(x, "conv2", "bn2", planes, kernel: 3, stride));
        x = g.ConvBn(x, "conv3", "bn3", width, kernel: 1);
        var shortcut = project ? g.ConvBn(input, "downsample.0", "downsample.1", width, kernel: 1, stride) : input;
        return g.Relu(g.Add(x, shortcut));
    }
}

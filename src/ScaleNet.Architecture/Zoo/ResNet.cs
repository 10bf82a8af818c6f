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
        x = Frame.Stages(g, x, spec, stage => new BottleneckBlock(stage.Planes));
        return Frame.Head(g, x, spec);
    }
}

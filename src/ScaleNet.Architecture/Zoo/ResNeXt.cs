using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Zoo;

/// <summary>ResNeXt: a bottleneck ResNet whose 3x3 convolutions are wider and grouped.</summary>
/// <remarks>
/// Source: Xie et al. 2017 with the keys, the layout and the initialisation of torchvision resnet.py, also for the sizes that
/// timm alone has.
/// </remarks>
internal static class ResNeXt
{
    public static Graph Lower(ResNeXtSpec spec, GraphBuilder g)
    {
        var x = Frame.Stem(g, spec);
        x = Frame.Stages(g, x, spec, stage => new BottleneckBlock(stage.Planes)
        {
            InnerWidth = spec.InnerWidth(stage),
            Groups = spec.Cardinality,
        });
        return Frame.Head(g, x, spec);
    }
}

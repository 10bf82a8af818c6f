using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Zoo;

/// <summary>SE-ResNet: a bottleneck ResNet whose blocks gate their channels before the shortcut is added.</summary>
/// <remarks>
/// <para>Source: Hu et al. 2018. The modern layout is timm's seresnet50 (timm/models/resnet.py): stride on the 3x3 convolution,
/// squeezed widths in multiples of 8, last batch norm of a block started at zero.</para>
/// <para>The Caffe layout is timm's legacy_seresnet50 (timm/models/senet.py), that of the authors' release: stride on the first
/// convolution, stem pooling that rounds up instead of padding, other keys, no batch norm started at zero.</para>
/// </remarks>
internal static class SeResNet
{
    public static Graph Lower(SeResNetSpec spec, GraphBuilder g)
    {
        var isCaffe = spec.Layout == SeResNetLayout.Caffe;
        var gate = isCaffe ? "se_module" : "se";
        var x = isCaffe ? Frame.CaffeStem(g, spec) : Frame.Stem(g, spec);
        x = Frame.Stages(g, x, spec, stage => new BottleneckBlock(stage.Planes)
        {
            StridesFirst = isCaffe,
            StartsAsShortcut = !isCaffe,
            Gate = (builder, map) => SqueezeExcitation.Gate(
                builder, map, spec.SqueezedWidth(stage), $"{gate}.fc1", $"{gate}.fc2", builder.Relu),
        });
        return Frame.Head(g, x, spec, isCaffe ? "last_linear" : "fc");
    }
}

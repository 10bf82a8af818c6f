using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Zoo;

/// <summary>An inverted bottleneck: expand, mixed depthwise convolution, squeeze-and-excitation, project.</summary>
/// <remarks>
/// Source: timm's _efficientnet_blocks.py. No non-linearity after the projection; a shortcut where the block changes neither size
/// nor channels. A block that does not expand is the depthwise separable one, which numbers its layers otherwise.
/// </remarks>
/// <param name="row">The kind of block.</param>
/// <param name="stride">Stride of the depthwise convolution.</param>
internal sealed class MixNetBlock(MixNetRow row, int stride)
{
    public NodeId Lower(GraphBuilder g, NodeId input)
    {
        var isExpanding = row.Expand > 1;
        var x = isExpanding
            ? Activate(g, g.BatchNorm(MixedConvolution.Pointwise(
                g, input, "conv_pw", row.Expand * g.Channels(input), row.ExpandGroups), "bn1"))
            : input;
        x = MixedConvolution.Depthwise(g, x, "conv_dw", row.Kernels, stride);
        x = Activate(g, g.BatchNorm(x, isExpanding ? "bn2" : "bn1"));
        x = row.Squeeze > 0 ? Gated(g, x, row.Squeezed(g.Channels(input))) : x;
        x = MixedConvolution.Pointwise(g, x, isExpanding ? "conv_pwl" : "conv_pw", row.Channels, row.ProjectGroups);
        x = g.BatchNorm(x, isExpanding ? "bn3" : "bn2");
        return stride == 1 && g.Channels(input) == row.Channels ? g.AddResidual(x, input) : x;
    }

    private NodeId Gated(GraphBuilder g, NodeId x, int squeezed) => SqueezeExcitation.Gate(
        g, x, squeezed, "se.conv_reduce", "se.conv_expand", map => Activate(g, map));

    private NodeId Activate(GraphBuilder g, NodeId x) => row.Activation == ActivationKind.Swish ? g.Swish(x) : g.Relu(x);
}

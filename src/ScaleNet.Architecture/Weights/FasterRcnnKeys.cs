using System.Text.RegularExpressions;

namespace ScaleNet.Architecture.Weights;

/// <summary>Keys of torchvision's released Faster R-CNNs, which are older than its modules' names.</summary>
/// <remarks>
/// Source: torchvision feature_pyramid_network.py and rpn.py: <c>inner_blocks.0.weight</c> there is <c>inner_blocks.0.0.weight</c> now,
/// <c>rpn.head.conv.weight</c> is <c>rpn.head.conv.0.0.weight</c>.
/// </remarks>
internal static partial class FasterRcnnKeys
{
    public static KeyMap Map { get; } = new(
        "torchvision's older names of the pyramid's and the proposal head's convolutions were taken for the newer (inner_blocks.0.0, conv.0.0)",
        key => OldProposalName().Replace(OldPyramidName().Replace(key, "$1.0.$2"), "$1.0.0.$2"));

    [GeneratedRegex(@"^(backbone\.fpn\.(?:inner|layer)_blocks\.\d+)\.(weight|bias)$")]
    private static partial Regex OldPyramidName();

    [GeneratedRegex(@"^(rpn\.head\.conv)\.(weight|bias)$")]
    private static partial Regex OldProposalName();
}

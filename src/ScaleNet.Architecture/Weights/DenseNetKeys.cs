using System.Text.RegularExpressions;

namespace ScaleNet.Architecture.Weights;

/// <summary>Keys of torchvision's released DenseNets, which are older than its modules' names.</summary>
/// <remarks>Source: torchvision densenet.py: <c>denselayer1.norm.1.weight</c> there is <c>denselayer1.norm1.weight</c> now.</remarks>
internal static partial class DenseNetKeys
{
    public static KeyMap Map { get; } = new(
        "torchvision's older names of the dense layers' tensors (norm.1, conv.2) were taken for the newer (norm1, conv2)",
        key => OldName().Replace(key, "$1$2."));

    [GeneratedRegex(@"(?<=\.denselayer\d+\.)(norm|conv)\.([12])\.")]
    private static partial Regex OldName();
}

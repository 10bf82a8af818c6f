namespace ScaleNet.Architecture.Weights;

/// <summary>Keys of torchvision's released GoogLeNet, which has the two auxiliary classifiers that serve training alone.</summary>
/// <remarks>Source: torchvision googlenet.py, which drops <c>aux1</c> and <c>aux2</c> too; they were not trained.</remarks>
internal static class GoogLeNetKeys
{
    public static KeyMap Map { get; } = new(
        "the auxiliary classifiers of the file (aux1, aux2) were left out",
        key => key.StartsWith("aux1.", StringComparison.Ordinal) || key.StartsWith("aux2.", StringComparison.Ordinal) ? null : key);
}

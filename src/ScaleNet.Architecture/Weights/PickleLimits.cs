namespace ScaleNet.Architecture.Weights;

/// <summary>What an honest state dictionary never needs more of; each bounds memory or time of a hostile one.</summary>
/// <remarks>A network of a thousand tensors takes about 100 kB and 60,000 operations; with optimizer state, three times that.</remarks>
internal static class PickleLimits
{
    public const long MaxBytes = 16L << 20;
    public const int MaxOperations = 2_000_000;
    public const int MaxStack = 65_536;
    public const int MaxMarks = 128;
    public const int MaxDepth = 100;
    public const int MaxLineBytes = 4096;
    public const int MaxIntegerBytes = 255;
    public const int MaxIntegerDigits = 600;
    public const int MaxProtocol = 5;
    public const int MaxTensorDimensions = 64; // as in PyTorch
}

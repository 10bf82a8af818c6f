namespace ScaleNet.Architecture.Weights;

/// <summary>What an honest state dictionary never needs more of; each bounds memory or time of a hostile one.</summary>
/// <remarks>A tensor takes about 120 bytes and 35 operations of a pickle that PyTorch writes.</remarks>
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

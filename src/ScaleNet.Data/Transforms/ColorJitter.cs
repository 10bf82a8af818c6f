namespace ScaleNet.Data.Transforms;

/// <summary>Random changes of brightness, contrast, saturation and hue, in random order (torchvision).</summary>
public sealed record ColorJitter
{
    /// <summary>Factor in [max(0, 1 - b), 1 + b].</summary>
    public double Brightness { get; init; }

    /// <summary>Factor in [max(0, 1 - c), 1 + c].</summary>
    public double Contrast { get; init; }

    /// <summary>Factor in [max(0, 1 - s), 1 + s].</summary>
    public double Saturation { get; init; }

    /// <summary>Shift in [-h, h] of the circle of hues, h at most 0.5.</summary>
    public double Hue { get; init; }
}

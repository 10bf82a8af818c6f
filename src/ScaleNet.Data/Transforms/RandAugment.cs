namespace ScaleNet.Data.Transforms;

/// <summary>A few random operations of one strength (Cubuk et al. 2019).</summary>
public sealed record RandAugment
{
    /// <summary>Operations applied to each picture.</summary>
    public int Operations { get; init; } = 2;

    /// <summary>Strength, 0 to 10.</summary>
    public double Magnitude { get; init; } = 9;

    /// <summary>Standard deviation of the strength from one operation to the next (timm's mstd).</summary>
    public double MagnitudeDeviation { get; init; } = 0.5;
}

namespace ScaleNet.Data.Transforms;

/// <summary>A random rectangle of the normalised input is overwritten (Zhong et al. 2017; timm).</summary>
public sealed record RandomErasing
{
    /// <summary>Share of the inputs that are changed.</summary>
    public double Probability { get; init; } = 0.25;

    /// <summary>Least share of the input's area.</summary>
    public double AreaMin { get; init; } = 0.02;

    /// <summary>Greatest share of the input's area.</summary>
    public double AreaMax { get; init; } = 1.0 / 3;

    /// <summary>Least height / width; the greatest is its inverse.</summary>
    public double RatioMin { get; init; } = 0.3;

    /// <summary>What the rectangle is filled with.</summary>
    public ErasingFill Fill { get; init; }
}

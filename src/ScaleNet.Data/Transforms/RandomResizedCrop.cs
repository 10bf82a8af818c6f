namespace ScaleNet.Data.Transforms;

/// <summary>A crop of random place, size and proportions, scaled to the input (Szegedy et al. 2014; torchvision).</summary>
public sealed record RandomResizedCrop
{
    /// <summary>Least share of the picture's area.</summary>
    public double ScaleMin { get; init; } = 0.08;

    /// <summary>Greatest share of the picture's area.</summary>
    public double ScaleMax { get; init; } = 1;

    /// <summary>Least width / height.</summary>
    public double RatioMin { get; init; } = 3.0 / 4;

    /// <summary>Greatest width / height.</summary>
    public double RatioMax { get; init; } = 4.0 / 3;
}

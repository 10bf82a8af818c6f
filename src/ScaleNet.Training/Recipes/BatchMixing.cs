namespace ScaleNet.Training.Recipes;

/// <summary>Images of a batch are blended with one another, and their targets with them (Zhang et al. 2017; Yun et al. 2019).</summary>
/// <remarks>Options and their meaning are timm's, mode "batch": one blend for all images of a batch.</remarks>
public sealed record BatchMixing
{
    /// <summary>Mixup: parameter of the Beta distribution of the share; 0 for none.</summary>
    public double MixupAlpha { get; init; }

    /// <summary>CutMix: parameter of the Beta distribution of the area; 0 for none.</summary>
    public double CutmixAlpha { get; init; }

    /// <summary>Share of the batches that are blended.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Share of the blended batches that are cut rather than mixed, where both are on.</summary>
    public double SwitchProbability { get; init; } = 0.5;

    /// <summary>Epochs, from the first, in which batches are blended; 0 for all.</summary>
    public int OffEpoch { get; init; }
}

namespace ScaleNet.Architecture.Specs.Detection;

/// <summary>How a detector's second stage classifies regions and learns to; the defaults are those of torchvision's detectors.</summary>
public sealed record BoxHeadSpec
{
    /// <summary>Sides below this many pixels of the resized image are left out.</summary>
    public const double LeastSide = 1e-2; // torchvision roi_heads.py

    /// <summary>Features of the two linear layers of a pyramid's head.</summary>
    public int Width { get; init; } = 1024;

    /// <summary>Detections up to this score are left out.</summary>
    public double LeastScore { get; init; } = 0.05;

    /// <summary>The largest overlap of two detections of a class.</summary>
    public double SuppressionOverlap { get; init; } = 0.5;

    /// <summary>Detections of an image.</summary>
    public int Detections { get; init; } = 100;

    /// <summary>From this overlap with a true box on, a proposal stands for it.</summary>
    public double ObjectOverlap { get; init; } = 0.5;

    /// <summary>Below this overlap a proposal is background.</summary>
    public double BackgroundOverlap { get; init; } = 0.5;

    /// <summary>Proposals of an image that a loss is computed of.</summary>
    public int Sampled { get; init; } = 512;

    /// <summary>The largest share of positive ones among them.</summary>
    public double PositiveShare { get; init; } = 0.25;

    internal void Check(SpecProblems problems, string path)
    {
        problems.RequireWithin($"{path}.width", Width, 1, SpecValidator.MostChannels);
        problems.RequireWithin($"{path}.detections", Detections, 1, SpecLimits.MostBoxes);
        problems.RequireWithin($"{path}.sampled", Sampled, 1, SpecLimits.MostBoxes);
        SpecLimits.RequireShare(problems, $"{path}.leastScore", LeastScore);
        SpecLimits.RequireShare(problems, $"{path}.suppressionOverlap", SuppressionOverlap);
        SpecLimits.RequireShare(problems, $"{path}.objectOverlap", ObjectOverlap);
        SpecLimits.RequireShare(problems, $"{path}.positiveShare", PositiveShare);
        SpecLimits.RequireShare(problems, $"{path}.backgroundOverlap", BackgroundOverlap);
        SpecLimits.RequireOrder(problems, path, BackgroundOverlap, ObjectOverlap);
    }
}

namespace ScaleNet.Architecture.Specs.Detection;

/// <summary>How a detector's first stage proposes regions and learns to; the defaults are those of torchvision's detectors.</summary>
public sealed record ProposalSpec
{
    /// <summary>Sides below this many pixels of the resized image are left out.</summary>
    public const double LeastSide = 1e-3; // torchvision rpn.py

    /// <summary>Proposals of a level that go into the suppression, in training.</summary>
    public int BeforeSuppressionInTraining { get; init; } = 2000;

    /// <summary>The same, in detection.</summary>
    public int BeforeSuppression { get; init; } = 1000;

    /// <summary>Proposals of an image that are kept after it, in training.</summary>
    public int KeptInTraining { get; init; } = 2000;

    /// <summary>The same, in detection.</summary>
    public int Kept { get; init; } = 1000;

    /// <summary>The largest overlap of two kept proposals of a level.</summary>
    public double SuppressionOverlap { get; init; } = 0.7;

    /// <summary>From this overlap with a true box on, an anchor stands for it.</summary>
    public double ObjectOverlap { get; init; } = 0.7;

    /// <summary>Below this overlap an anchor is background.</summary>
    public double BackgroundOverlap { get; init; } = 0.3;

    /// <summary>Anchors of an image that a loss is computed of.</summary>
    public int Sampled { get; init; } = 256;

    /// <summary>The largest share of positive ones among them.</summary>
    public double PositiveShare { get; init; } = 0.5;

    internal void Check(SpecProblems problems, string path)
    {
        problems.RequireWithin($"{path}.beforeSuppressionInTraining", BeforeSuppressionInTraining, 1, SpecLimits.MostBoxes);
        problems.RequireWithin($"{path}.beforeSuppression", BeforeSuppression, 1, SpecLimits.MostBoxes);
        problems.RequireWithin($"{path}.keptInTraining", KeptInTraining, 1, SpecLimits.MostBoxes);
        problems.RequireWithin($"{path}.kept", Kept, 1, SpecLimits.MostBoxes);
        problems.RequireWithin($"{path}.sampled", Sampled, 1, SpecLimits.MostBoxes);
        SpecLimits.RequireShare(problems, $"{path}.suppressionOverlap", SuppressionOverlap);
        SpecLimits.RequireShare(problems, $"{path}.objectOverlap", ObjectOverlap);
        SpecLimits.RequireShare(problems, $"{path}.positiveShare", PositiveShare);
        SpecLimits.RequireShare(problems, $"{path}.backgroundOverlap", BackgroundOverlap);
        SpecLimits.RequireOrder(problems, path, BackgroundOverlap, ObjectOverlap);
    }
}

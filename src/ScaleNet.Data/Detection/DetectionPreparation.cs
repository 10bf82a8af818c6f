using ScaleNet.Data.Transforms;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Data.Detection;

/// <summary>What is done to the images of a detector, and which of them share a batch.</summary>
public sealed record DetectionPreparation
{
    /// <summary>The usual chance that an image is flipped in training: that of torchvision's reference.</summary>
    public const double UsualFlipProbability = 0.5;

    /// <summary>The sizes of which each image gets one, all equally likely; one for a fixed size.</summary>
    public required IReadOnlyList<ResizeRule> Sizes { get; init; }

    /// <summary>The chance that left and right are exchanged, in [0,1].</summary>
    public double FlipProbability { get; init; }

    /// <summary>Whether images that are wider than high never share a batch with the others: less of a batch is padding then.</summary>
    public bool GroupByAspect { get; init; } = true;

    /// <summary>Several short sides with one limit for the long side: training at many scales.</summary>
    public static IReadOnlyList<ResizeRule> MultiScale(IEnumerable<int> shortSides, int longSide) =>
        [.. shortSides.Select(side => new ResizeRule(side, longSide))];

    /// <summary>What happens to one image: both numbers are drawn in any case, so that neither choice changes the other.</summary>
    internal (bool IsFlipped, ResizeRule Size) Draw(ref SampleRandom random)
    {
        bool isFlipped = random.NextDouble() < FlipProbability;
        return (isFlipped, Sizes[random.NextInt32(Sizes.Count)]);
    }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(FlipProbability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(FlipProbability, 1);
        ArgumentOutOfRangeException.ThrowIfZero(Sizes.Count, nameof(Sizes));
        foreach (var size in Sizes)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size.ShortSide, nameof(Sizes));
            ArgumentOutOfRangeException.ThrowIfLessThan(size.LongSide, size.ShortSide, nameof(Sizes));
        }
    }
}

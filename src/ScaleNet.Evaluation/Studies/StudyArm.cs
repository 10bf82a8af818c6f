using System.Collections.Immutable;

namespace ScaleNet.Evaluation.Studies;

/// <summary>One way to make a network of the condition's cost.</summary>
public sealed record StudyArm
{
    /// <summary>What it is called; unique in the study, and the name of a folder.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of network.</summary>
    public required ArmFamily Family { get; init; }

    /// <summary>How a ScaleNet's neurons are allocated: the name of an allocation policy; null for the others.</summary>
    public string? Policy { get; init; }

    /// <summary>Which draw of a random policy, from 1; null for the others.</summary>
    public int? Draw { get; init; }

    /// <summary>Down-sampling factors, instead of the condition's; of a single one, all channels are there.</summary>
    public ImmutableArray<int>? Scales { get; init; }

    /// <summary>The condition whose seed the allocation is learned from; null for its own.</summary>
    public string? SeedFrom { get; init; }

    /// <summary>Epochs of the seed that the allocation is learned from; null for as many as the other networks have.</summary>
    public int? SeedEpochs { get; init; }

    /// <summary>Neurons of each scale in the seed, as a multiple of the planes; null for 1.</summary>
    public double? SeedRatio { get; init; }

    /// <summary>Strength of the regulariser under which the seed is trained (MorphNet); null for none.</summary>
    public double? SeedPenalty { get; init; }

    /// <summary>The size of a scale above which MorphNet takes a channel for alive, in the seed's training and after it; null for MorphNet's own.</summary>
    public double? AliveThreshold { get; init; }

    /// <summary>Whether training begins with the seed's weights, and not with random ones.</summary>
    public bool Inherit { get; init; }
}

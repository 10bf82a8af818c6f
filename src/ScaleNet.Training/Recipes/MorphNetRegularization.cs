using ScaleNet.Architecture.Allocation;

namespace ScaleNet.Training.Recipes;

/// <summary>MorphNet's regulariser in the training of a seed: channels that cost much and matter little are pressed to nothing.</summary>
/// <remarks>See <see cref="CostRegularizer"/> for the formula.</remarks>
public sealed record MorphNetRegularization
{
    /// <summary>Factor of the regulariser in the loss; the cost is relative to the whole network's. See docs/allocation.md for what was tried.</summary>
    public required double Strength { get; init; }

    /// <summary>What a channel costs: MACs or parameters.</summary>
    public CostKind Cost { get; init; } = CostKind.Macs;

    /// <summary>A channel is alive where its |gamma| is above it.</summary>
    public double Threshold { get; init; } = MorphNetPolicy.DefaultThreshold;

    /// <summary>Whether all channels with batch norms are pressed on, as MorphNet does; else those of branches, which the allocation changes.</summary>
    public bool AllChannels { get; init; }
}

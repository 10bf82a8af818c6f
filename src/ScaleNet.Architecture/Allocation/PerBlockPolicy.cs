using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>The paper's policy: inside each block rank the channels of all scales by score and keep the top k.</summary>
/// <remarks>
/// Source: "Algorithm 1" as told in issue #1 of the release: ranked block by block, never across blocks; how many of the kept
/// channels fall in each scale is the new structure. Determinism: ties go to the finer scale, then to the lower channel.
/// </remarks>
public sealed class PerBlockPolicy : IAllocationPolicy
{
    private PerBlockPolicy()
    {
    }

    /// <summary>The policy; it has no state.</summary>
    public static PerBlockPolicy Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "per-block";

    /// <inheritdoc/>
    public StructureLadder Ladder(ScaleNetSpec seed, ChannelScores? scores, IStructureCost cost)
    {
        ArgumentNullException.ThrowIfNull(scores);
        scores.RequireOf(seed);
        return new BlockRanking(seed, (block, scale) => scores.Blocks[block][scale].Select(score => (double)score)).Ladder(seed);
    }
}

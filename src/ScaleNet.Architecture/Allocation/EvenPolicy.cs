using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>The control that learns nothing: every block's k channels are spread evenly, the remainder to the finer scales.</summary>
public sealed class EvenPolicy : IAllocationPolicy
{
    private EvenPolicy()
    {
    }

    /// <summary>The policy; it has no state.</summary>
    public static EvenPolicy Instance { get; } = new();

    /// <inheritdoc/>
    public string Name => "even";

    /// <inheritdoc/>
    public bool LearnsFromScores => false;

    /// <inheritdoc/>
    public StructureLadder Ladder(ScaleNetSpec seed, ChannelScores? scores, IStructureCost cost) =>
        KeptChannels.Ladder(seed, (stage, block, _, ratio) =>
        {
            var (share, remainder) = Math.DivRem(KeptChannels.Of(stage, block, ratio), block.Length);
            return [.. Enumerable.Range(0, block.Length).Select(scale => share + (scale < remainder ? 1 : 0))];
        });
}

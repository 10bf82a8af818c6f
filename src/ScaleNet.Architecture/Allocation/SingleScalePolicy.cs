using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>The control with a single scale: all of a block's k channels are there, and the other branches are not built.</summary>
public sealed class SingleScalePolicy : IAllocationPolicy
{
    private readonly int _scale;

    /// <summary>All at one scale.</summary>
    /// <param name="scale">Its down-sampling factor, one of the seed's.</param>
    public SingleScalePolicy(int scale) => _scale = scale;

    /// <inheritdoc/>
    public string Name => "single";

    /// <inheritdoc/>
    public string Settings => FormattableString.Invariant($"scale {_scale}");

    /// <inheritdoc/>
    public bool LearnsFromScores => false;

    /// <inheritdoc/>
    public StructureLadder Ladder(ScaleNetSpec seed, ChannelScores? scores, IStructureCost cost)
    {
        var place = seed.Scales.IndexOf(_scale);
        return place >= 0
            ? KeptChannels.Ladder(seed, (stage, block, _, ratio) =>
                [.. Enumerable.Range(0, block.Length).Select(scale => scale == place ? KeptChannels.Of(stage, block, ratio) : 0)])
            : throw new SpecException(
                $"{seed.Name}: has no scale {_scale} (got {string.Join(", ", seed.Scales)}). Choose one of them.");
    }
}

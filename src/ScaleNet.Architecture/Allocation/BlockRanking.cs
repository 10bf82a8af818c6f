using System.Collections.Immutable;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Allocation;

/// <summary>The channels of every block in the order in which they are kept, each block for itself.</summary>
/// <remarks>Determinism: ties go to the finer scale, then to the lower channel.</remarks>
internal sealed class BlockRanking
{
    private readonly ImmutableArray<ImmutableArray<int>> _scales; // [block][rank]: the scale of the channel of that rank
    private readonly int _scaleCount;

    /// <summary>Ranks a seed's channels, the highest value first.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="value">Of a block's scale, the value of each channel.</param>
    public BlockRanking(ScaleNetSpec seed, Func<int, int, IEnumerable<double>> value)
    {
        _scaleCount = seed.Scales.Length;
        _scales = [.. seed.Blocks.Select((_, block) => Rank(block, value))];
    }

    /// <summary>Channels per scale of a block's first <paramref name="count"/>.</summary>
    public ImmutableArray<int> Top(int block, int count)
    {
        var kept = new int[_scaleCount];
        foreach (var scale in _scales[block].AsSpan(0, count))
        {
            kept[scale]++;
        }

        return [.. kept];
    }

    /// <summary>The structures in which every block keeps its first k channels.</summary>
    public StructureLadder Ladder(ScaleNetSpec seed) => KeptChannels.Ladder(
        seed, (stage, block, place, ratio) => Top(place, KeptChannels.Of(stage, block, ratio)));

    private ImmutableArray<int> Rank(int block, Func<int, int, IEnumerable<double>> value) =>
    [
        .. Enumerable.Range(0, _scaleCount)
            .SelectMany(scale => value(block, scale).Select((channelValue, channel) => (Value: channelValue, Scale: scale, Channel: channel)))
            .OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Scale).ThenBy(entry => entry.Channel)
            .Select(entry => entry.Scale),
    ];
}

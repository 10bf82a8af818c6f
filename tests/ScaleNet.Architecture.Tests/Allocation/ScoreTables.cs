using System.Collections.Immutable;
using ScaleNet.Architecture.Allocation;

namespace ScaleNet.Architecture.Tests.Allocation;

/// <summary>Scores by hand, and changes to them that must not matter.</summary>
internal static class ScoreTables
{
    /// <summary>For <see cref="TinyNetworks.TwoBlocks"/>.</summary>
    /// <remarks>
    /// <code>
    /// block 0   scale 1: .9 .1    scale 2: .8 .7      rank: 1 2 2 1
    /// block 1   scale 1: .5 .6    scale 2: .1 .05     rank: 1 1 2 2
    /// k                          1       2       3       4
    /// block 0                  1 0     1 1     1 2     2 2
    /// block 1                  1 0     2 0     2 1     2 2
    /// MACs, 880+416a+200b     1712    2328    2728    3344
    /// params, 132+28(a+b)      188     244     300     356
    /// </code>
    /// </remarks>
    public static ChannelScores TwoBlocks { get; } = Of(
        [[0.9f, 0.1f], [0.8f, 0.7f]],
        [[0.5f, 0.6f], [0.1f, 0.05f]]);

    public static ChannelScores Of(params float[][][] blocks) =>
        new(blocks.Select(block => block.Select(channels => channels.ToImmutableArray()).ToImmutableArray()));

    public static ChannelScores Map(
        ChannelScores scores, Func<ImmutableArray<float>, IEnumerable<float>> channels) =>
        new(scores.Blocks.Select(block => block.Select(scale => channels(scale).ToImmutableArray()).ToImmutableArray()));
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Specs;

/// <summary>A MixNet: inverted bottlenecks whose depthwise convolutions have kernels of several sizes.</summary>
/// <remarks>Source: Tan and Le 2019 in the layout of timm's efficientnet.py. Widths are data, so wider variants have rows of their own.</remarks>
public sealed record MixNetSpec : NetworkSpec
{
    private const int MostStages = 16;

    /// <summary>Channels of the first convolution.</summary>
    [JsonPropertyOrder(-1)]
    public required int StemChannels { get; init; }

    /// <summary>Channels that the classifier reads.</summary>
    [JsonPropertyOrder(-1)]
    public required int HeadChannels { get; init; }

    /// <summary>The stages.</summary>
    public required ImmutableArray<MixNetStage> Stages { get; init; }

    /// <inheritdoc/>
    public bool Equals(MixNetSpec? other) =>
        base.Equals(other) && StemChannels == other.StemChannels && HeadChannels == other.HeadChannels
        && Stages.SequenceEqual(other.Stages);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), StemChannels, HeadChannels, Stages.Length);

    internal override Graph Build(GraphBuilder builder) => MixNet.Lower(this, builder);

    internal override void Check(SpecProblems problems)
    {
        problems.RequireWithin("$.stemChannels", StemChannels, 1, SpecValidator.MostChannels);
        problems.RequireWithin("$.headChannels", HeadChannels, 1, SpecValidator.MostChannels);
        problems.RequireWithin("$.stages", Stages.Length, 1, MostStages);
        var channels = StemChannels;
        for (var stage = 0; stage < Stages.Length; stage++)
        {
            var rows = Stages[stage].Rows;
            problems.RequireWithin($"$.stages[{stage}].rows", rows.Length, 1, SpecValidator.MostBlocks);
            for (var row = 0; row < rows.Length; row++)
            {
                rows[row].Check($"$.stages[{stage}].rows[{row}]", channels, problems);
                channels = rows[row].Channels;
            }
        }
    }
}

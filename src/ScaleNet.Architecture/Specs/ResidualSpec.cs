using System.Text.Json.Serialization;

namespace ScaleNet.Architecture.Specs;

/// <summary>A network of a stem, stages of residual blocks that each halve the map, and a linear classifier.</summary>
public abstract record ResidualSpec : NetworkSpec
{
    /// <summary>What stands before the first stage.</summary>
    [JsonPropertyOrder(-2)]
    public StemKind Stem { get; init; }

    /// <summary>Channels of the stem's convolution.</summary>
    [JsonPropertyOrder(-1)]
    public required int StemChannels { get; init; }

    /// <summary>The plane count of every stage: channels inside its bottleneck blocks; blocks put out four times as many.</summary>
    [JsonIgnore]
    public abstract IReadOnlyList<int> StagePlanes { get; }

    internal override void Check(SpecProblems problems)
    {
        if (!Enum.IsDefined(Stem))
        {
            problems.Add("$.stem", $"got {Stem}, expected {string.Join(" or ", Enum.GetNames<StemKind>())}");
        }

        problems.RequireWithin("$.stemChannels", StemChannels, 1, SpecValidator.MostChannels);
        problems.RequireWithin("$.stages", StagePlanes.Count, 1, SpecValidator.MostStages);
        for (var stage = 0; stage < StagePlanes.Count; stage++)
        {
            problems.RequireWithin($"$.stages[{stage}].planes", StagePlanes[stage], 1, SpecValidator.MostChannels);
        }
    }
}

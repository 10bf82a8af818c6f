using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ScaleNet.Evaluation.Studies;

/// <summary>What a trained seed network came to, from which allocations were learned: a line of <c>seeds.jsonl</c>.</summary>
public sealed record StudySeed
{
    /// <summary>The setting.</summary>
    public required string Condition { get; init; }

    /// <summary>The seed of its training.</summary>
    public required int Seed { get; init; }

    /// <summary>What tells it from other seeds of that condition: scales, ratio, epochs, penalty.</summary>
    public required string Variant { get; init; }

    /// <summary>Down-sampling factors.</summary>
    public required ImmutableArray<int> Scales { get; init; }

    /// <summary>Multiply-accumulates per image.</summary>
    public required long Macs { get; init; }

    /// <summary>Top-1 error on the test images after the last epoch, in [0,1].</summary>
    public required double TestError { get; init; }

    /// <summary>Seconds of the training.</summary>
    public required double Seconds { get; init; }

    /// <summary>The score of every branch channel: by block, scale and channel.</summary>
    public required ImmutableArray<ImmutableArray<ImmutableArray<float>>> Scores { get; init; }

    /// <summary>What computed it, whose last digits differ from another's; null in lines from before this was noted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Processor { get; init; }

    /// <summary>Batches that an epoch was cut to, to try things out; null for whole epochs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? LimitBatches { get; init; }

    /// <summary>The training of another study that this is; null for one of its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TakenFrom { get; init; }
}

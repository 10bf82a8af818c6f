using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ScaleNet.Evaluation.Studies;

/// <summary>What one training of a study came to: a line of <c>results.jsonl</c>.</summary>
public sealed record StudyResult
{
    /// <summary>The setting.</summary>
    public required string Condition { get; init; }

    /// <summary>The way the network was made.</summary>
    public required string Arm { get; init; }

    /// <summary>The seed of its training, and of the training that its allocation was learned from.</summary>
    public required int Seed { get; init; }

    /// <summary>Display name of the network.</summary>
    public required string Network { get; init; }

    /// <summary>Short hash of the canonical specification.</summary>
    public required string SpecHash { get; init; }

    /// <summary>Multiply-accumulates per image.</summary>
    public required long Macs { get; init; }

    /// <summary>What the network could cost: the ResNet's multiply-accumulates.</summary>
    public required long BudgetMacs { get; init; }

    /// <summary>Learnable numbers.</summary>
    public required long Parameters { get; init; }

    /// <summary>Epochs that were trained.</summary>
    public required int Epochs { get; init; }

    /// <summary>Top-1 error on the test images after each epoch at whose end they were tested, in [0,1]; the last one counts.</summary>
    public required ImmutableArray<double> TestErrors { get; init; }

    /// <summary>Mean cross-entropy on the test images after the last epoch.</summary>
    public required double TestLoss { get; init; }

    /// <summary>Top-1 error on the training images during the last epoch, in [0,1].</summary>
    public required double TrainError { get; init; }

    /// <summary>Seconds of the training, without the seed's.</summary>
    public required double Seconds { get; init; }

    /// <summary>Channels of each scale in each block, in the network's order; null for a network without scales.</summary>
    public ImmutableArray<ImmutableArray<int>>? Channels { get; init; }

    /// <summary>Down-sampling factors of the channels' scales; null for a network without scales.</summary>
    public ImmutableArray<int>? Scales { get; init; }

    /// <summary>Version of the program.</summary>
    public required string Tool { get; init; }

    /// <summary>What computed it, whose last digits differ from another's; null in lines from before this was noted.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Processor { get; init; }

    /// <summary>Batches that an epoch was cut to, to try things out; null for whole epochs.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? LimitBatches { get; init; }

    /// <summary>The training of another study that this is, as <c>STUDY/CONDITION/ARM/SEED</c>; null for one of its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TakenFrom { get; init; }

    /// <summary>The error that counts, in [0,1].</summary>
    [JsonIgnore]
    public double TestError => TestErrors[^1];
}

using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using ScaleNet.Architecture.Specs;
using ScaleNet.Training.Loops;

namespace ScaleNet.Training.Checkpoints;

/// <summary>Everything besides tensors that resuming needs, and what proves the tensors' files whole.</summary>
internal sealed record CheckpointState
{
    /// <summary>The epoch that the checkpoint is of, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>Whether the epoch is complete: trained and evaluated.</summary>
    public required bool IsEpochDone { get; init; }

    /// <summary>Steps done since the run began; the learning rate follows from it.</summary>
    public required long Step { get; init; }

    /// <summary>Batches in an epoch.</summary>
    public required int BatchesPerEpoch { get; init; }

    /// <summary>Images to train.</summary>
    public required int TrainImages { get; init; }

    /// <summary>Images to test.</summary>
    public required int TestImages { get; init; }

    /// <summary>What the epoch measured so far.</summary>
    public required EpochSums Sums { get; init; }

    /// <summary>The recipe's seed.</summary>
    public required int Seed { get; init; }

    /// <summary>Short hash of the network's specification.</summary>
    public required string SpecHash { get; init; }

    /// <summary>SHA-256 of the file of weights.</summary>
    public string WeightsSha256 { get; init; } = "";

    /// <summary>SHA-256 of the file of momentum.</summary>
    public string MomentumSha256 { get; init; } = "";

    /// <summary>SHA-256 of the file of averaged weights; null for a training without.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AverageSha256 { get; init; }

    /// <summary>What tells the best checkpoint: the validation accuracy of what would be used, in [0,1]; null in mid-epoch.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Score { get; init; }

    /// <summary>SHA-256 of this record's own JSON with an empty string here.</summary>
    public string StateSha256 { get; init; } = "";

    /// <summary>Complete epochs.</summary>
    [JsonIgnore]
    public int EpochsDone => IsEpochDone ? Epoch : Epoch - 1;

    /// <summary>The record as JSON that proves itself whole.</summary>
    public byte[] ToJson() => Serialize(this with { StateSha256 = OwnHash() });

    /// <summary>The record, or null where the JSON is not what <see cref="ToJson"/> wrote.</summary>
    public static CheckpointState? FromJson(byte[] json)
    {
        try
        {
            var state = JsonSerializer.Deserialize(json, JsonTypes.Of<CheckpointState>(SpecJson.StrictOptions));
            return state is not null && state.ToJson().AsSpan().SequenceEqual(json) ? state : null;
        }
        catch (JsonException)
        {
            return null; // damaged: the caller says so and takes an older checkpoint
        }
    }

    private string OwnHash() => Convert.ToHexStringLower(SHA256.HashData(Serialize(this with { StateSha256 = "" })));

    private static byte[] Serialize(CheckpointState state) =>
        JsonSerializer.SerializeToUtf8Bytes(state, JsonTypes.Of<CheckpointState>(SpecJson.StrictOptions));
}

namespace ScaleNet.Cli.Trials;

/// <summary>What a short training tells of the long one.</summary>
internal sealed record TrialResult
{
    public required string Network { get; init; }

    public required long Parameters { get; init; }

    /// <summary>Multiply-accumulates per image.</summary>
    public required long Macs { get; init; }

    /// <summary>Images of a step.</summary>
    public required int BatchSize { get; init; }

    public required double SecondsPerStep { get; init; }

    public required int StepsPerEpoch { get; init; }

    /// <summary>Estimated, without the test.</summary>
    public required double SecondsPerEpoch { get; init; }

    public required int Epochs { get; init; }

    /// <summary>The most memory of this process that was resident, bytes.</summary>
    public required long PeakMemory { get; init; }

    /// <summary>What the training took of a CUDA device, bytes; null without one.</summary>
    public required long? DeviceMemory { get; init; }
}

using ScaleNet.Modeling.Execution;

namespace ScaleNet.Benchmarks;

/// <summary>One way to run a network, measured in a process of its own.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Options">How the graph is run.</param>
/// <param name="KeepMemory">Whether freed memory stays with the process.</param>
/// <param name="Fold">Whether batch norms are folded; inference only.</param>
/// <param name="Split">Whether wide coarse branches stay coarse through the last convolution; inference only.</param>
internal sealed record Setting(
    string Name, ExecutionOptions Options, bool KeepMemory = true, bool Fold = false, bool Split = false)
{
    private static readonly ExecutionOptions Plain = new() { InPlace = false, NormalizeAtBranchSize = false, PoolInVectors = false };

    private static readonly ExecutionOptions ChannelsLast = new() { Layout = MemoryLayout.ChannelsLast };

    private static readonly ExecutionOptions BFloat16 = new() { Precision = ComputePrecision.BFloat16 };

    /// <summary>The first is what the others are compared with: the layers one by one, with libtorch's defaults.</summary>
    public static IReadOnlyList<Setting> Inference { get; } =
    [
        new("plain", Plain, KeepMemory: false),
        new("+ freed memory kept", Plain),
        new("+ in place", Plain with { InPlace = true }),
        new("+ batch norm at branch size", new ExecutionOptions { PoolInVectors = false }),
        new("+ max-pooling in vectors", new ExecutionOptions()),
        new("folded (default)", new ExecutionOptions(), Fold: true),
        new("folded, channels-last", ChannelsLast, Fold: true),
        new("folded, bfloat16", BFloat16, Fold: true),
        new("folded, split", new ExecutionOptions(), Fold: true, Split: true),
        new("folded, split, bfloat16", BFloat16, Fold: true, Split: true),
    ];

    /// <summary>The same for a training step.</summary>
    public static IReadOnlyList<Setting> Training { get; } =
    [
        new("plain", Plain, KeepMemory: false),
        new("+ freed memory kept", Plain),
        new("+ in place", Plain with { InPlace = true }),
        new("+ batch norm at branch size (default)", new ExecutionOptions()),
        new("channels-last", ChannelsLast),
        new("bfloat16", BFloat16),
    ];
}

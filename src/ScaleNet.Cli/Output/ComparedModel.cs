using ScaleNet.Architecture.Comparison;

namespace ScaleNet.Cli.Output;

/// <summary>A line of the comparison of networks that use several scales.</summary>
internal sealed record ComparedModel
{
    public required string Name { get; init; }

    public required string FeaturesFrom { get; init; }

    public required IReadOnlyList<string> Merges { get; init; }

    public required ShareRule Shares { get; init; }

    public required double LeastSharePercent { get; init; }

    public required double MostSharePercent { get; init; }

    public required int MostScales { get; init; }

    public required IReadOnlyList<int> Kernels { get; init; }

    public required IReadOnlyList<int> Poolings { get; init; }

    public required IReadOnlyList<int> Reductions { get; init; }

    public required int MergeCount { get; init; }

    public required long Macs { get; init; }

    public required double? Top1ErrorPercent { get; init; }
}

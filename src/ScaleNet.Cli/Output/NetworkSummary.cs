using System.Collections.Immutable;
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Cli.Output;

/// <summary>A network and its cost for programs.</summary>
internal sealed record NetworkSummary
{
    public required string Name { get; init; }

    public required string SpecHash { get; init; }

    public required int[] Input { get; init; }

    public required int Classes { get; init; }

    public required long Parameters { get; init; }

    public required long Macs { get; init; }

    public required long ParameterBytes { get; init; }

    public required long ActivationBytes { get; init; }

    public required long PeakActivationBytes { get; init; }

    public required ImmutableArray<PartCost> Parts { get; init; }

    /// <summary>Down-sampling factors; null for a network without scales.</summary>
    public ImmutableArray<int>? Scales { get; init; }

    /// <summary>[block][scale]; null for a network without scales.</summary>
    public ImmutableArray<int>[]? Neurons { get; init; }

    /// <summary>Every operation; null unless asked for.</summary>
    public IReadOnlyList<NodeLine>? Nodes { get; init; }

    public static NetworkSummary Of(NetworkSpec spec, CostReport cost, bool isFull) => new()
    {
        Name = spec.Name,
        SpecHash = SpecJson.Hash(spec),
        Input = [spec.InputChannels, cost.Height, cost.Width],
        Classes = spec.Classes,
        Parameters = cost.Parameters,
        Macs = cost.Macs,
        ParameterBytes = cost.Parameters * sizeof(float),
        ActivationBytes = cost.ActivationBytes,
        PeakActivationBytes = cost.PeakActivationBytes,
        Parts = cost.Parts(),
        Scales = (spec as ScaleNetSpec)?.Scales,
        Neurons = spec is ScaleNetSpec scaleNet ? [.. scaleNet.Blocks] : null,
        Nodes = isFull ? [.. cost.Nodes.Select(NodeLine.Of)] : null,
    };

    /// <summary>One operation.</summary>
    internal sealed record NodeLine(
        string Path, string Part, string Operation, int[] Output, long Parameters, long Macs, long ActivationBytes)
    {
        public static NodeLine Of(NodeCost node) => new(
            node.Node.Path, node.Node.Part, $"{node.Node.Op.Name} {node.Node.Op.Describe()}".TrimEnd(),
            [node.Output.Channels, node.Output.Height, node.Output.Width], node.Parameters, node.Macs, node.ActivationBytes);
    }
}

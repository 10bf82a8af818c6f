using System.Collections.Immutable;

namespace ScaleNet.Architecture.Cost;

/// <summary>What a network costs for one image of a given size.</summary>
/// <remarks>
/// One multiply-accumulate is one MAC (not two operations), and only convolutions and linear layers count: the convention of
/// the published tables, whose "FLOPs" are these MACs.
/// </remarks>
public sealed record CostReport(int Height, int Width, ImmutableArray<NodeCost> Nodes)
{
    /// <summary>Learned values; running statistics do not count.</summary>
    public long Parameters => Nodes.Sum(node => node.Parameters);

    /// <summary>Multiply-accumulates.</summary>
    public long Macs => Nodes.Sum(node => node.Macs);

    /// <summary>Bytes of all intermediate maps in float32: what training keeps, before in-place operations.</summary>
    public long ActivationBytes => Nodes.Sum(node => node.ActivationBytes);

    /// <summary>
    /// The largest sum of maps alive at once in float32 when each is freed after its last reader: what inference needs.
    /// </summary>
    public required long PeakActivationBytes { get; init; }

    /// <summary>Costs by part, in the order of the graph.</summary>
    public ImmutableArray<PartCost> Parts() =>
    [
        .. Nodes.GroupBy(node => node.Node.Part).Select(part => new PartCost(
            part.Key,
            part.Sum(node => node.Parameters),
            part.Sum(node => node.Macs),
            part.Sum(node => node.ActivationBytes))),
    ];
}

using System.Collections.Immutable;
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Allocation;

/// <summary>A convolution or a linear layer as the cost-weighted regulariser sees it.</summary>
/// <param name="Coefficient">What a pair of an input and an output channel costs; of a depthwise convolution, a channel.</param>
/// <param name="In">The ties of its input channels.</param>
/// <param name="Out">The ties of its output channels.</param>
/// <param name="IsDepthwise">Whether every channel is filtered for itself.</param>
internal sealed record CostTerm(double Coefficient, ImmutableArray<int> In, ImmutableArray<int> Out, bool IsDepthwise)
{
    /// <summary>The cost of the layer with all its channels.</summary>
    public double Whole => Coefficient * (IsDepthwise ? Out.Length : (double)In.Length * Out.Length);

    /// <summary>The term of a node; null for one that costs nothing.</summary>
    public static CostTerm? Of(Node node, ChannelTies ties, NodeCost cost, CostKind kind)
    {
        if (node.Op is not (Conv2dOp or LinearOp))
        {
            return null;
        }

        var (inputs, outputs) = (ties.Channels[node.Inputs[0]], ties.Channels[node.Index]);
        var isDepthwise = node.Op is Conv2dOp { Groups: > 1 } conv && conv.Groups == conv.InChannels && conv.InChannels == conv.OutChannels;
        double whole = kind switch
        {
            CostKind.Macs => cost.Macs,
            CostKind.Parameters => node.Op.State[0].ElementCount,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A measured cost is no function of gammas."),
        };
        var coefficient = whole / (isDepthwise ? outputs.Length : (double)inputs.Length * outputs.Length);
        return new CostTerm(coefficient, inputs, outputs, isDepthwise);
    }

    /// <summary>Adds what a unit of each tie's |gamma| costs here.</summary>
    public void AddTo(double[] weights, bool[] isAlive)
    {
        Add(weights, Out, IsDepthwise ? Coefficient : Coefficient * In.Count(tie => isAlive[tie]));
        Add(weights, In, IsDepthwise ? Coefficient : Coefficient * Out.Count(tie => isAlive[tie]));
    }

    private static void Add(double[] weights, ImmutableArray<int> ties, double amount)
    {
        foreach (var tie in ties)
        {
            weights[tie] += amount;
        }
    }
}

using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Rewrites;

/// <summary>Widens the branches of a concatenation by channels of zeros to a multiple that kernels like, for inference.</summary>
/// <remarks>
/// Exact: the added filters and biases are zero, so are their maps, and what reads the concatenation gets columns of zeros for
/// them. ONNX Runtime 1.31 computes a convolution in blocks of channels only if its input channels are a multiple of 4;
/// learned numbers seldom are (docs/benchmarks.md). Takes networks whose batch norms are folded (<see cref="BatchNormFolding"/>).
/// </remarks>
public static class ChannelAlignment
{
    /// <summary>What ONNX Runtime asks of the input channels of a convolution in blocks.</summary>
    public const int DefaultMultiple = 4;

    /// <summary>The rewritten network and its weights.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="weights">Its state.</param>
    /// <param name="multiple">Each branch gets a multiple of this many channels.</param>
    public static (Graph Graph, WeightFile Weights) Pad(Graph graph, WeightFile weights, int multiple = DefaultMultiple)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(multiple, 1);
        var branches = new PaddedBranches(graph, multiple);
        var copy = new GraphCopy(graph);
        foreach (var node in graph.Nodes)
        {
            copy.Keep(node, branches.Widened(node));
        }

        var padded = copy.Finish();
        var tensors = StateDictionary.Describe(padded).Select(entry => KeyValuePair.Create(
            entry.Key, ChannelPadding.Pad(weights.Tensors[entry.Key], entry.Shape, branches.ColumnsOf(graph[entry.Node.Path]))));
        return (padded, new WeightFile(tensors, weights.Metadata));
    }
}

using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Rewrites;

/// <summary>Turns batch norms that follow convolutions into the convolutions' weights and biases, for inference.</summary>
/// <remarks>
/// Exact up to rounding: evaluation-mode batch norm is an affine map of every channel. A resizing in between does not matter,
/// because interpolation weights sum to 1. Batch norms that follow anything else stay.
/// </remarks>
public static class BatchNormFolding
{
    /// <summary>The network without those batch norms, and its weights.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="weights">Its state.</param>
    public static (Graph Graph, WeightFile Weights) Fold(Graph graph, WeightFile weights)
    {
        var convolutions = FoldableConvolutions(graph);
        var folded = convolutions.ToDictionary(pair => pair.Value, pair => graph.Nodes[pair.Key]);
        var rewritten = Rewrite(graph, convolutions.Keys.ToHashSet(), folded.Keys.ToHashSet());
        var tensors = StateDictionary.Describe(rewritten).Select(entry => KeyValuePair.Create(
            entry.Key,
            folded.TryGetValue(graph[entry.Node.Path].Index, out var norm)
                ? FoldedTensor(entry, norm, weights)
                : weights.Tensors[entry.Key]));
        return (rewritten, new WeightFile(tensors, weights.Metadata));
    }

    // Batch norm node to convolution node.
    private static Dictionary<int, int> FoldableConvolutions(Graph graph)
    {
        var uses = new NodeUses(graph);
        var pairs = new Dictionary<int, int>();
        foreach (var node in graph.Nodes.Where(node => node.Op is BatchNormOp))
        {
            var source = graph.Nodes[node.Inputs[0]];
            while (source.Op is ResizeOp && uses.IsPrivate(source.Index))
            {
                source = graph.Nodes[source.Inputs[0]];
            }

            if (source.Op is Conv2dOp && uses.IsPrivate(source.Index))
            {
                pairs[node.Index] = source.Index;
            }
        }

        return pairs;
    }

    private static Graph Rewrite(Graph graph, HashSet<int> removed, HashSet<int> biased)
    {
        var copy = new GraphCopy(graph);
        foreach (var node in graph.Nodes)
        {
            if (removed.Contains(node.Index))
            {
                copy[node.Index] = copy[node.Inputs[0]];
            }
            else
            {
                copy.Keep(node, biased.Contains(node.Index) ? (Conv2dOp)node.Op with { Bias = true } : node.Op);
            }
        }

        return copy.Finish();
    }

    private static WeightTensor FoldedTensor(StateEntry entry, Node norm, WeightFile weights)
    {
        var epsilon = ((BatchNormOp)norm.Op).Epsilon;
        var gamma = Values(norm, "weight", weights);
        var scale = Values(norm, "running_var", weights)
            .Select((variance, channel) => gamma[channel] / Math.Sqrt(variance + epsilon)).ToArray();
        var shift = entry.Shape.Length > 1
            ? null
            : Shift(norm, scale, weights, weights.Tensors.GetValueOrDefault(entry.Key)?.ToFloat64());
        var isDouble = weights.Tensors[$"{norm.Path}.weight"].ElementType == ElementType.Float64;
        if (shift is null)
        {
            return Scaled(weights.Tensors[entry.Key], scale, isDouble);
        }

        return isDouble
            ? WeightTensor.FromFloat64(shift, [.. entry.Shape])
            : WeightTensor.FromFloat32([.. shift.Select(value => (float)value)], [.. entry.Shape]);
    }

    // beta - scale * (mean - bias)
    private static double[] Shift(Node norm, double[] scale, WeightFile weights, double[]? bias)
    {
        var mean = Values(norm, "running_mean", weights);
        return
        [
            .. Values(norm, "bias", weights)
                .Select((beta, channel) => beta - (scale[channel] * (mean[channel] - (bias?[channel] ?? 0)))),
        ];
    }

    private static WeightTensor Scaled(WeightTensor weight, double[] scale, bool isDouble)
    {
        var perChannel = (int)(weight.ElementCount / scale.Length);
        if (isDouble)
        {
            var exact = weight.ToFloat64();
            for (var i = 0; i < exact.Length; i++)
            {
                exact[i] *= scale[i / perChannel];
            }

            return WeightTensor.FromFloat64(exact, [.. weight.Shape]);
        }

        var values = weight.ToFloat32();
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(values[i] * scale[i / perChannel]);
        }

        return WeightTensor.FromFloat32(values, [.. weight.Shape]);
    }

    private static double[] Values(Node node, string tensor, WeightFile weights) =>
        weights.Tensors[$"{node.Path}.{tensor}"].ToFloat64();
}

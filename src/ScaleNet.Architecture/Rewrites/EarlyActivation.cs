using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Rewrites;

/// <summary>Moves the ReLU behind a concatenation onto its branches, before a replication: for inference at one image size.</summary>
/// <remarks>
/// Exact: a ReLU acts on single values, so it commutes with concatenation and with replication. There it sees fewer values, and
/// right behind a convolution a runtime computes both at once. Behind a bilinear enlargement it stays, since it does not
/// commute with that.
/// </remarks>
public static class EarlyActivation
{
    /// <summary>The rewritten network; its state is the same.</summary>
    /// <param name="graph">The network, with its batch norms folded (<see cref="BatchNormFolding"/>).</param>
    /// <param name="height">The height of the images that it will get, in pixels.</param>
    /// <param name="width">Their width.</param>
    public static Graph Move(Graph graph, int height, int width)
    {
        var shapes = ShapeInference.Infer(graph, height, width);
        var uses = new NodeUses(graph);
        var concats = graph.Nodes
            .Where(node => node.Op is ReluOp && graph.Nodes[node.Inputs[0]].Op is ConcatOp && uses.IsPrivate(node.Inputs[0]))
            .Select(node => node.Inputs[0])
            .Where(concat => graph.Nodes[concat].Inputs.All(uses.IsPrivate))
            .ToHashSet();
        var ends = concats.SelectMany(concat => graph.Nodes[concat].Inputs).ToHashSet();
        var copy = new GraphCopy(graph);
        foreach (var node in graph.Nodes)
        {
            if (node.Op is ReluOp && concats.Contains(node.Inputs[0]))
            {
                copy[node.Index] = copy[node.Inputs[0]];
            }
            else if (ends.Contains(node.Index) && IsReplication(node))
            {
                var early = copy.Add($"{node.Path}_relu", node.Part, new ReluOp(), [copy[node.Inputs[0]]]);
                copy[node.Index] = copy.Add(node.Path, node.Part, node.Op, [early, copy[node.Inputs[1]]]);
            }
            else
            {
                copy.Keep(node);
                if (ends.Contains(node.Index))
                {
                    copy[node.Index] = copy.Add($"{node.Path}_relu", node.Part, new ReluOp(), [copy[node.Index]]);
                }
            }
        }

        return copy.Finish();

        bool IsReplication(Node node)
        {
            return node.Op is ResizeOp resize && uses.IsPrivate(node.Inputs[0])
                && resize.IsNearest(shapes[node.Inputs[0]], shapes[node.Index]);
        }
    }
}

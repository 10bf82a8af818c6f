using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Rewrites;

/// <summary>
/// Evaluates a block's last 1x1 convolution partly at the resolution of its coarse branches, for inference at one image size.
/// </summary>
/// <remarks>
/// A 1x1 convolution and a ReLU act on single pixels, so they commute with replication: the slice of the convolution that reads a
/// replicated branch is computed before the replication, and its result replicated and added. Exact up to the order of sums. It
/// spares the slice's multiply-accumulates at full size and costs an addition of the block's whole output, so only branches
/// of enough channels are moved. Takes networks whose batch norms are folded (<see cref="BatchNormFolding"/>).
/// </remarks>
public static class BranchResolution
{
    /// <summary>Below this many channels the addition costs more than the slice: three quarters of what can be spared remain.</summary>
    public const int DefaultLeastChannels = 32;

    /// <summary>The rewritten network and its weights.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="weights">Its state.</param>
    /// <param name="height">The height of the images that it will get, in pixels.</param>
    /// <param name="width">Their width.</param>
    /// <param name="leastChannels">Branches of fewer channels stay.</param>
    public static (Graph Graph, WeightFile Weights) Split(
        Graph graph, WeightFile weights, int height, int width, int leastChannels = DefaultLeastChannels)
    {
        var blocks = FindBlocks(graph, ShapeInference.Infer(graph, height, width), leastChannels);
        var rewriter = new BranchResolutionWriter(graph, weights, blocks);
        return rewriter.Write();
    }

    private static Dictionary<int, SplitBlock> FindBlocks(
        Graph graph, ImmutableArray<MapShape> shapes, int leastChannels)
    {
        var uses = new NodeUses(graph);
        var blocks = new Dictionary<int, SplitBlock>();
        foreach (var node in graph.Nodes)
        {
            if (node.Op is Conv2dOp { Kernel: 1, Stride: 1, Padding: 0, Groups: 1 }
                && graph.Nodes[node.Inputs[0]] is { Op: ReluOp } relu && uses.IsPrivate(relu.Index)
                && graph.Nodes[relu.Inputs[0]] is { Op: ConcatOp } concat && uses.IsPrivate(concat.Index))
            {
                var moved = concat.Inputs.Where(input => IsMovable(graph.Nodes[input])).ToImmutableArray();
                if (moved.Length > 0 && moved.Length < concat.Inputs.Length)
                {
                    blocks[node.Index] = new SplitBlock(concat, relu, moved);
                }
            }
        }

        return blocks;

        bool IsMovable(Node branch)
        {
            return branch.Op is ResizeOp resize && uses.IsPrivate(branch.Index) && shapes[branch.Index].Channels >= leastChannels
                && resize.IsNearest(shapes[branch.Inputs[0]], shapes[branch.Index]);
        }
    }
}

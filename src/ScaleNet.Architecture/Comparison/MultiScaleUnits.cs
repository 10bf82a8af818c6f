using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Comparison;

/// <summary>Finds where a network makes features of several scales, from its graph alone.</summary>
/// <remarks>
/// A merge is a concatenation or a sum. It is of several scales if one of its branches was enlarged for it, or if it is a
/// concatenation of branches with different kernels or poolings. So the sum of a residual block is none, nor is the
/// concatenation of a dense block, whose other branch computes nothing.
/// </remarks>
public static class MultiScaleUnits
{
    /// <summary>The merges in the order of the graph.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="resolution">Side of the image, which decides how much smaller a branch's map is.</param>
    /// <exception cref="GraphException">The network cannot take this size.</exception>
    public static ImmutableArray<MultiScaleUnit> Read(Graph graph, int resolution)
    {
        var trace = new BranchTrace(graph, ShapeInference.Infer(graph, resolution, resolution));
        return
        [
            .. graph.Nodes
                .Where(node => node.Op is ConcatOp or AddOp && node.Inputs.Length > 1)
                .Select(node => Unit(node, trace))
                .OfType<MultiScaleUnit>(),
        ];
    }

    private static MultiScaleUnit? Unit(Node merge, BranchTrace trace)
    {
        var isSum = merge.Op is AddOp;
        var unit = new MultiScaleUnit(
            merge.Path, merge.Op.Name, [.. merge.Inputs.Select(input => trace.Follow(input, isSum))]);
        var isOfKernels = !isSum && unit.Branches.All(branch => branch.Kernel > 0) && unit.ScaleCount > 1;
        return isOfKernels || merge.Inputs.Any(trace.IsEnlarged) ? unit : null;
    }
}

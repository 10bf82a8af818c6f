using ScaleNet.Architecture;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Rewrites;
using ScaleNet.Architecture.Weights;
using ScaleNet.Modeling.Execution;
using static TorchSharp.torch;

namespace ScaleNet.Modeling;

/// <summary>Makes the module that evaluates a trained network fastest.</summary>
public static class InferenceModule
{
    /// <summary>
    /// A module with the network's outputs up to rounding, its batch norms folded into the convolutions; the caller owns it.
    /// </summary>
    /// <param name="graph">The trained network.</param>
    /// <param name="weights">Its state.</param>
    /// <param name="source">What to call the state in errors.</param>
    /// <param name="options">How the result is run.</param>
    /// <param name="splitForSide">
    /// A side in pixels: the result is for square images of it, with wide coarse branches kept coarse
    /// (<see cref="BranchResolution"/>); null for images of any size.
    /// </param>
    /// <param name="device">Where the result lives; the CPU if null.</param>
    /// <exception cref="CheckpointException">The state is not this network's; lists all keys that are wrong.</exception>
    public static GraphModule Create(
        Graph graph, WeightFile weights, string source, ExecutionOptions? options = null, int? splitForSide = null,
        Device? device = null)
    {
        ModuleState.Require(graph, weights, source);
        var (rewritten, state) = BatchNormFolding.Fold(graph, weights);
        if (splitForSide is { } side)
        {
            (rewritten, state) = BranchResolution.Split(rewritten, state, side, side);
        }

        var isDouble = state.Tensors.Values.First().ElementType == ElementType.Float64;
        var module = new GraphModule(rewritten, options, isDouble ? ScalarType.Float64 : ScalarType.Float32, device);
        ModuleState.Load(module, state, source);
        module.eval();
        return module;
    }

    /// <summary>The same from a module; it is copied, so it may go on training.</summary>
    public static GraphModule Create(GraphModule trained, ExecutionOptions? options = null, int? splitForSide = null) =>
        Create(trained.Graph, ModuleState.Save(trained), trained.Graph.Name, options ?? trained.Options, splitForSide);
}

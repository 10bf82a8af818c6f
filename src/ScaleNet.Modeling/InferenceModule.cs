using ScaleNet.Architecture.Rewrites;
using ScaleNet.Modeling.Execution;

namespace ScaleNet.Modeling;

/// <summary>Makes the module that evaluates a trained network fastest.</summary>
public static class InferenceModule
{
    /// <summary>
    /// A module with the same outputs up to rounding, its batch norms folded into the convolutions; the caller owns it. It holds
    /// copies, so the trained module may go on training.
    /// </summary>
    /// <param name="trained">The network; it is not changed.</param>
    /// <param name="options">How the result is run; as the trained module if null.</param>
    /// <param name="splitForSide">
    /// A side in pixels: the result is for square images of it, with coarse branches kept coarse
    /// (<see cref="BranchResolution"/>); null for images of any size.
    /// </param>
    public static GraphModule Create(GraphModule trained, ExecutionOptions? options = null, int? splitForSide = null)
    {
        var (graph, weights) = BatchNormFolding.Fold(trained.Graph, ModuleState.Save(trained));
        if (splitForSide is { } side)
        {
            (graph, weights) = BranchResolution.Split(graph, weights, side, side);
        }

        var module = new GraphModule(graph, options ?? trained.Options, trained.FloatType);
        ModuleState.Load(module, weights, graph.Name);
        module.eval();
        return module;
    }
}

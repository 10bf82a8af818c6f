using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Modeling;
using ScaleNet.Training.Optimization;
using static TorchSharp.torch;

namespace ScaleNet.Training.Loops;

/// <summary>Finds where infinities and NaN come from, after one was seen: it may take its time.</summary>
internal static class NonFiniteSearch
{
    /// <summary>The first of these that is not finite, in the order of the forward pass: the images, a node's parameter, its map.</summary>
    /// <remarks>
    /// Running statistics are not looked at: in training nothing reads them, and the pass in which the number was seen has
    /// spoiled those behind it. Those of frozen batch norms are read.
    /// </remarks>
    /// <param name="module">The network, in training; its running statistics are as they were afterwards.</param>
    /// <param name="images">[N, C, H, W].</param>
    /// <returns>Its name, and how many of its values are bad; null if all are finite.</returns>
    public static string? FirstBad(GraphModule module, Tensor images)
    {
        // With gradients, as in the step: convolutions take other ways without.
        using var gradients = enable_grad();
        using var scope = NewDisposeScope();
        using var statistics = new RunningStatistics([module]);
        var state = module.state_dict();
        var read = StateDictionary.Describe(module.Graph)
            .Where(entry => entry.Kind == StateKind.Parameter || module.FrozenNodes.Contains(entry.Node.Index))
            .ToLookup(entry => entry.Node.Index, entry => entry.Key);
        string? bad = null;
        try
        {
            module.FindNode(images, (node, map) =>
            {
                bad = read[node.Index].Select(key => Describe(key, state[key])).FirstOrDefault(text => text is not null)
                    ?? Describe(node.Op is InputOp ? "the images" : $"{node.Path} ({node.Op.Name})", map);
                return bad is not null;
            });
            return bad;
        }
        finally
        {
            statistics.Restore();
        }
    }

    /// <summary>The parameter nearest to the loss whose gradient is not finite, and how many of its values are bad; null if all are.</summary>
    /// <param name="parameters">In the network's order, which the backward pass takes from its end.</param>
    public static string? FirstBadGradient(IReadOnlyList<TrainedParameter> parameters)
    {
        using var scope = NewDisposeScope();
        return parameters.Reverse()
            .Select(parameter => parameter.Value.grad is { } gradient ? Describe(parameter.Key, gradient) : null)
            .FirstOrDefault(text => text is not null);
    }

    private static string? Describe(string name, Tensor values)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        if (!values.is_floating_point() || values.isfinite().all().cpu().item<bool>())
        {
            return null;
        }

        var (nan, infinite) = (values.isnan().sum().cpu().item<long>(), values.isinf().sum().cpu().item<long>());
        return FormattableString.Invariant($"{name}: {nan} NaN and {infinite} infinite of {values.numel()} values");
    }
}

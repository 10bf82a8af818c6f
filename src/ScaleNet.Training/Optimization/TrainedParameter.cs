using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Modeling;
using static TorchSharp.torch;

namespace ScaleNet.Training.Optimization;

/// <summary>A learned tensor of a network.</summary>
/// <param name="Key">Its key in the state dictionary.</param>
/// <param name="Value">The tensor itself; borrowed from the module.</param>
/// <param name="Decays">Whether weight decay applies to it.</param>
internal sealed record TrainedParameter(string Key, Tensor Value, bool Decays)
{
    private const string BiasSuffix = ".bias";

    /// <summary>The learned tensors of a network, in the order of its state dictionary; frozen ones are left out.</summary>
    /// <param name="parts">The network's graphs.</param>
    /// <param name="decayBatchNorm">Whether scales and shifts of batch norms, and biases, decay too.</param>
    public static IReadOnlyList<TrainedParameter> Of(IReadOnlyList<GraphModule> parts, bool decayBatchNorm) =>
        [.. parts.SelectMany(part => Of(part, decayBatchNorm))];

    private static IEnumerable<TrainedParameter> Of(GraphModule module, bool decayBatchNorm)
    {
        var tensors = module.named_parameters().ToDictionary(parameter => parameter.name, parameter => parameter.parameter);
        return StateDictionary.Describe(module.Graph)
            .Where(entry => entry.Kind == StateKind.Parameter && !module.FrozenNodes.Contains(entry.Node.Index))
            .Select(entry => new TrainedParameter(entry.Key, tensors[entry.Key], decayBatchNorm || IsWeight(entry)));
    }

    private static bool IsWeight(StateEntry entry) =>
        entry.Node.Op is not BatchNormOp && !entry.Key.EndsWith(BiasSuffix, StringComparison.Ordinal);
}

using ScaleNet.Architecture.Allocation;
using ScaleNet.Modeling;
using TorchSharp;
using static TorchSharp.torch;

namespace ScaleNet.Training.Optimization;

/// <summary>Adds the gradient of the cost-weighted regulariser to the gradients of a network's gammas.</summary>
/// <remarks>
/// A function of the gammas alone, so it keeps no state and every process adds the same. It is computed on the host: one copy to it and
/// one back a step.
/// </remarks>
internal sealed class GammaRegularizer
{
    private readonly CostRegularizer _cost;
    private readonly double _strength;
    private readonly Tensor[] _gammas; // borrowed from the module

    public GammaRegularizer(IReadOnlyList<GraphModule> parts, CostRegularizer cost, double strength)
    {
        var parameters = parts.SelectMany(part => part.named_parameters())
            .ToDictionary(parameter => parameter.name, parameter => parameter.parameter);
        _cost = cost;
        _strength = strength;
        _gammas = [.. cost.Keys.Select(key => parameters[key])];
    }

    /// <summary>Adds the gradient where there is one already; frozen gammas have none.</summary>
    /// <returns>The regulariser's part of the loss.</returns>
    public double AddGradients()
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var gammas = cat(_gammas).to(ScalarType.Float32).cpu();
        var gradient = new float[gammas.NumberOfElements];
        var value = _cost.Evaluate(gammas.data<float>().ToArray(), gradient);
        var pieces = tensor(gradient).to(_gammas[0].dtype, _gammas[0].device).split([.. _gammas.Select(gamma => gamma.NumberOfElements)]);
        using var strength = _strength.ToScalar();
        foreach (var (gamma, piece) in _gammas.Zip(pieces))
        {
            gamma.grad?.add_(piece, strength);
        }

        return _strength * value;
    }
}

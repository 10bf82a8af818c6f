using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Weights;
using ScaleNet.Modeling;
using ScaleNet.Training.Recipes;
using static TorchSharp.torch;

namespace ScaleNet.Training.Optimization;

/// <summary>A running average of a network's state (EMA): weights and running statistics; counters are the network's own.</summary>
/// <remarks>average = d average + (1 - d) value after each step, as timm's ModelEmaV3; the first average is the
/// network after its first step.</remarks>
internal sealed class AveragedWeights : IDisposable
{
    private readonly WeightAverage _recipe;
    private readonly GraphModule[] _average;
    private readonly (Tensor Value, Tensor Average)[] _floats;
    private readonly (Tensor Value, Tensor Average)[] _counters;
    private bool _isBegun;

    /// <summary>Beside a network, which is borrowed.</summary>
    /// <param name="parts">The network's graphs.</param>
    /// <param name="recipe">How fast the average follows.</param>
    public AveragedWeights(IReadOnlyList<GraphModule> parts, WeightAverage recipe)
    {
        _recipe = recipe;
        _average = [.. parts.Select(part => new GraphModule(part.Graph, part.Options, part.FloatType, part.parameters().First().device))];
        var pairs = parts.Zip(_average).SelectMany(part => Pairs(part.First, part.Second)).ToList();
        _floats = [.. pairs.Where(pair => pair.Kind != StateKind.Counter).Select(pair => (pair.Value, pair.Average))];
        _counters = [.. pairs.Where(pair => pair.Kind == StateKind.Counter).Select(pair => (pair.Value, pair.Average))];
    }

    /// <summary>Moves the average after a step.</summary>
    /// <param name="step">From 0, over the whole training.</param>
    public void Update(long step)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        var share = _isBegun ? 1 - _recipe.DecayAt(step) : 1;
        foreach (var (value, average) in _floats)
        {
            average.lerp_(value, share);
        }

        foreach (var (value, average) in _counters)
        {
            average.copy_(value);
        }

        _isBegun = true;
    }

    /// <summary>The averaged state by the network's keys.</summary>
    public WeightFile Save(IReadOnlyDictionary<string, string> metadata) => ModuleState.Save(_average, metadata);

    /// <summary>Takes a state that <see cref="Save"/> gave.</summary>
    /// <exception cref="ScaleNet.Architecture.CheckpointException">It is not of this network.</exception>
    public void Load(WeightFile file, string source)
    {
        ModuleState.Load(_average, file, source);
        _isBegun = true;
    }

    /// <summary>The network has the averaged state until the result is disposed; then its own again, bit for bit.</summary>
    public IDisposable Swap() => new Swapped(this);

    public void Dispose()
    {
        foreach (var part in _average)
        {
            part.Dispose();
        }
    }

    private static IEnumerable<(StateKind Kind, Tensor Value, Tensor Average)> Pairs(GraphModule part, GraphModule average)
    {
        var (values, averages) = (part.state_dict(), average.state_dict());
        return StateDictionary.Describe(part.Graph).Select(entry => (entry.Kind, values[entry.Key], averages[entry.Key]));
    }

    private void Exchange()
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (value, average) in _floats.Concat(_counters))
        {
            var kept = value.clone();
            value.copy_(average);
            average.copy_(kept);
        }
    }

    private sealed class Swapped : IDisposable
    {
        private readonly AveragedWeights _weights;

        public Swapped(AveragedWeights weights)
        {
            _weights = weights;
            _weights.Exchange();
        }

        public void Dispose() => _weights.Exchange();
    }
}

using ScaleNet.Architecture.Graphs;
using ScaleNet.Modeling;
using static TorchSharp.torch;

namespace ScaleNet.Training.Loops;

/// <summary>The tensors of a network that a forward pass in training moves: batch norm's running statistics and counters.</summary>
/// <remarks>Frozen batch norms move none, and an average of equal values over an odd number of ranks would change their last bits.</remarks>
internal sealed class RunningStatistics : IDisposable
{
    private readonly Tensor[] _tensors;
    private readonly Tensor[] _kept;

    /// <param name="parts">The network's graphs.</param>
    public RunningStatistics(IReadOnlyList<GraphModule> parts)
    {
        var moved = parts.SelectMany(Moved).ToList();
        _tensors = [.. moved.Select(buffer => buffer.Value)];
        Averaged = [.. moved.Where(buffer => buffer.Kind != StateKind.Counter).Select(buffer => buffer.Value)];
        _kept = [.. _tensors.Select(tensor => tensor.clone().DetachFromDisposeScope())];
    }

    /// <summary>The means and variances, without the counters; borrowed.</summary>
    public IReadOnlyList<Tensor> Averaged { get; }

    /// <summary>Keeps the values of now.</summary>
    public void Keep() => Copy(_tensors, _kept);

    /// <summary>Puts the kept values back.</summary>
    public void Restore() => Copy(_kept, _tensors);

    public void Dispose()
    {
        foreach (var tensor in _kept)
        {
            tensor.Dispose();
        }
    }

    private static IEnumerable<(StateKind Kind, Tensor Value)> Moved(GraphModule part)
    {
        var buffers = part.named_buffers().ToDictionary(buffer => buffer.name, buffer => buffer.buffer);
        return StateDictionary.Describe(part.Graph)
            .Where(entry => entry.Kind != StateKind.Parameter && !part.FrozenNodes.Contains(entry.Node.Index))
            .Select(entry => (entry.Kind, buffers[entry.Key]));
    }

    private static void Copy(Tensor[] from, Tensor[] to)
    {
        using var _ = no_grad();
        for (var i = 0; i < from.Length; i++)
        {
            to[i].copy_(from[i]);
        }
    }
}

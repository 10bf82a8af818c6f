using TorchSharp;
using static TorchSharp.torch;

namespace ScaleNet.Training.Distributed;

/// <summary>Several tensors one after the other in memory, so that one message carries them.</summary>
internal sealed class Bucket : IDisposable
{
    private readonly Tensor _values;
    private readonly IRepeatedSum _sum;
    private readonly List<Tensor> _places = [];

    /// <summary>Makes room for tensors of the shapes of others.</summary>
    /// <param name="collective">The ranks.</param>
    /// <param name="first">Index of the first tensor.</param>
    /// <param name="like">Tensors of one type on one device.</param>
    public Bucket(ICollective collective, int first, IReadOnlyList<Tensor> like)
    {
        First = first;
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        _values = zeros(like.Sum(tensor => tensor.numel()), like[0].dtype, like[0].device);
        long offset = 0;
        foreach (var tensor in like)
        {
            _places.Add(_values.narrow(0, offset, tensor.numel()).view(tensor.shape));
            offset += tensor.numel();
        }

        _sum = collective.PrepareSum(_values);
        scope.Detach(_places.Append(_values)); // they live as long as the bucket
    }

    /// <summary>Index of its first tensor.</summary>
    public int First { get; }

    /// <summary>How many tensors it has.</summary>
    public int Count => _places.Count;

    /// <summary>The place of a tensor, in its shape; borrowed.</summary>
    public Tensor Place(int index) => _places[index - First];

    /// <summary>Begins to sum it over the ranks.</summary>
    public void Begin() => _sum.Begin();

    /// <summary>Helps the sum along.</summary>
    public void Progress() => _sum.Progress();

    /// <summary>Waits for the sum and scales it.</summary>
    public void Finish(Scalar scale)
    {
        _sum.Wait();
        _values.mul_(scale);
    }

    public void Dispose()
    {
        _sum.Dispose();
        _places.ForEach(place => place.Dispose());
        _values.Dispose();
    }
}

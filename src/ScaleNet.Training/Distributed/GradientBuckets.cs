using TorchSharp;
using static TorchSharp.torch;

namespace ScaleNet.Training.Distributed;

/// <summary>Averages the gradients of all ranks, some megabytes a message.</summary>
/// <remarks>
/// Gradients are taken from the last parameter to the first, the order in which the backward pass makes them. While one bucket is
/// summed the next one is filled. In the same step the values that every rank should hold alike (batch norm's running statistics)
/// are averaged, and some numbers (losses, counts) are summed. All memory for values is taken beforehand; what a step allocates is
/// TorchSharp's handles, a few to each tensor, which are freed at its end.
/// </remarks>
public sealed class GradientBuckets : IDisposable
{
    /// <summary>The usual size of a bucket in MiB; <c>docs/benchmarks.md</c> has the times of others.</summary>
    public const double DefaultMebibytes = 25;

    private const int BytesPerMebibyte = 1 << 20;

    private readonly ICollective _collective;
    private readonly IReadOnlyList<Tensor> _parameters; // reversed
    private readonly IReadOnlyList<Tensor> _state;
    private readonly List<Bucket> _gradients;
    private readonly List<Bucket> _averages;
    private readonly Tensor?[] _found;
    private readonly double[] _present;
    private readonly Scalar _share;

    /// <summary>Lays out the buckets; all ranks do it with the same shapes.</summary>
    /// <param name="collective">The ranks; borrowed.</param>
    /// <param name="parameters">What has gradients, in the network's order: one type, one device; borrowed.</param>
    /// <param name="state">Values that are averaged in each step: running statistics; one type, one device; borrowed.</param>
    /// <param name="mebibytes">Size of a bucket; a larger tensor has a bucket to itself.</param>
    /// <exception cref="ArgumentException">The tensors are of several types or devices, or the size is not positive.</exception>
    public GradientBuckets(
        ICollective collective,
        IEnumerable<Tensor> parameters,
        IEnumerable<Tensor> state,
        double mebibytes = DefaultMebibytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(mebibytes);
        _collective = collective;
        _parameters = [.. parameters.Reverse()];
        _state = [.. state];
        _gradients = Pack(_parameters, mebibytes);
        _averages = Pack(_state, mebibytes);
        _found = new Tensor?[_parameters.Count];
        _present = new double[_parameters.Count];
        _share = (1.0 / collective.WorldSize).ToScalar();
    }

    /// <summary>How many messages carry the gradients.</summary>
    public int Count => _gradients.Count;

    /// <summary>Averages gradients and state over the ranks in place, and sums the numbers.</summary>
    /// <param name="sums">Numbers of this rank; then their sums over the ranks.</param>
    /// <exception cref="CollectiveException">Some ranks lack a gradient that others have, or a rank has ended.</exception>
    public void Reduce(Span<double> sums)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        _collective.Sum(sums);
        Find();
        Begin(_gradients, _found);
        Begin(_averages, _state);
        GiveBack(_gradients, _found);
        GiveBack(_averages, _state);
        Array.Clear(_found); // the scope ends them
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gradients.ForEach(bucket => bucket.Dispose());
        _averages.ForEach(bucket => bucket.Dispose());
        _share.Dispose();
    }

    // A gradient that no rank has stays absent; one that some have is an error in all of them.
    private void Find()
    {
        for (var i = 0; i < _found.Length; i++)
        {
            _found[i] = _parameters[i].grad;
            _present[i] = _found[i] is null ? 0 : 1;
        }

        _collective.Sum(_present);
        var odd = Array.FindIndex(_present, count => count != 0 && count != _collective.WorldSize);
        if (odd >= 0)
        {
            throw new CollectiveException(FormattableString.Invariant(
                $"parameter {_parameters.Count - 1 - odd}: {_present[odd]} of {_collective.WorldSize} ranks have a gradient. ")
                + "Run the same network in all ranks.");
        }
    }

    private static void Begin(List<Bucket> buckets, IReadOnlyList<Tensor?> tensors)
    {
        for (var b = 0; b < buckets.Count; b++)
        {
            for (var i = buckets[b].First; i < buckets[b].First + buckets[b].Count; i++)
            {
                if (tensors[i] is { } tensor)
                {
                    buckets[b].Place(i).copy_(tensor);
                }
                else
                {
                    buckets[b].Place(i).zero_(); // what is left of an earlier step would grow from sum to sum
                }

                if (b > 0)
                {
                    buckets[b - 1].Progress();
                }
            }

            buckets[b].Begin();
        }
    }

    private void GiveBack(List<Bucket> buckets, IReadOnlyList<Tensor?> tensors)
    {
        foreach (var bucket in buckets)
        {
            bucket.Finish(_share);
            for (var i = bucket.First; i < bucket.First + bucket.Count; i++)
            {
                tensors[i]?.copy_(bucket.Place(i));
            }
        }
    }

    private List<Bucket> Pack(IReadOnlyList<Tensor> tensors, double mebibytes)
    {
        if (tensors.Any(tensor => tensor.dtype != tensors[0].dtype || tensor.device.ToString() != tensors[0].device.ToString()))
        {
            throw new ArgumentException(
                "Buckets: tensors of several types or devices, expected one. Convert them first.", nameof(tensors));
        }

        var buckets = new List<Bucket>();
        for (var (first, end) = (0, 0); first < tensors.Count; first = end)
        {
            var free = mebibytes * BytesPerMebibyte;
            while (end < tensors.Count && (end == first || BytesOf(tensors[end]) <= free))
            {
                free -= BytesOf(tensors[end++]);
            }

            buckets.Add(new Bucket(_collective, first, [.. tensors.Skip(first).Take(end - first)]));
        }

        return buckets;
    }

    private static double BytesOf(Tensor tensor) => (double)tensor.numel() * tensor.element_size();
}

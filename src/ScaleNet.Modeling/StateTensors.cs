using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Weights;
using TorchSharp;
using static TorchSharp.torch;

namespace ScaleNet.Modeling;

/// <summary>A module's tensors by key, for reading and overwriting outside of any gradient.</summary>
internal sealed class StateTensors : IDisposable
{
    private readonly IDisposable _noGradient = no_grad();
    private readonly TorchSharp.DisposeScope _scope = NewDisposeScope();
    private readonly Dictionary<string, Tensor> _tensors;

    public StateTensors(GraphModule module)
    {
        _tensors = module.state_dict();
    }

    public void Fill(string key, long value)
    {
        using var number = value.ToScalar();
        _tensors[key].fill_(number);
    }

    public void Copy(StateEntry entry, ReadOnlySpan<byte> bytes, ScalarType type)
    {
        using var source = empty([.. entry.Shape], type);
        bytes.CopyTo(source.bytes);
        _tensors[entry.Key].copy_(source);
    }

    public WeightTensor Read(string key)
    {
        using var host = _tensors[key].detach().cpu().contiguous();
        return new WeightTensor(TypeOf(host), [.. host.shape], host.bytes.ToArray());
    }

    public void Dispose()
    {
        _scope.Dispose();
        _noGradient.Dispose();
    }

    private static ElementType TypeOf(Tensor tensor) => tensor.dtype switch
    {
        ScalarType.Float32 => ElementType.Float32,
        ScalarType.Float64 => ElementType.Float64,
        ScalarType.Int64 => ElementType.Int64,
        _ => throw new NotSupportedException($"State of type {tensor.dtype}."),
    };
}

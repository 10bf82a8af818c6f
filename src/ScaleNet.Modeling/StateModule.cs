using ScaleNet.Architecture.Graphs;
using static TorchSharp.torch;

namespace ScaleNet.Modeling;

/// <summary>A place in the tree of modules: it holds the tensors of one operation, or further places.</summary>
/// <remarks>
/// It computes nothing; it exists so that <c>state_dict()</c> has the reference implementation's keys in their order, and so that
/// optimisers and devices find the tensors.
/// </remarks>
internal sealed class StateModule(string name) : nn.Module(name)
{
    private readonly Dictionary<string, StateModule> _children = [];

    /// <summary>The child of this name, made when it is first asked for.</summary>
    public StateModule Child(string segment)
    {
        if (!_children.TryGetValue(segment, out var child))
        {
            _children[segment] = child = new StateModule(segment);
            register_module(segment, child);
        }

        return child;
    }

    /// <summary>Registers zeros of this shape.</summary>
    public void Add(StateTensor tensor, ScalarType type, Device device)
    {
        var dtype = tensor.Kind == StateKind.Counter ? ScalarType.Int64 : type;
        var value = zeros([.. tensor.Shape], dtype, device).DetachFromDisposeScope();
        if (tensor.Kind == StateKind.Parameter)
        {
            register_parameter(tensor.Name, (TorchSharp.Modules.Parameter)new TorchSharp.Modules.Parameter(value, true).DetachFromDisposeScope());
        }
        else
        {
            register_buffer(tensor.Name, value);
        }
    }

    /// <summary>The tensor of this name; borrowed.</summary>
    public Tensor Get(string tensor) => get_parameter(tensor) ?? get_buffer(tensor)
        ?? throw new KeyNotFoundException($"{GetName()} has no {tensor}.");

    /// <summary>The tensor of this name, or null; borrowed.</summary>
    public Tensor? Find(string tensor) => get_parameter(tensor) ?? get_buffer(tensor);
}

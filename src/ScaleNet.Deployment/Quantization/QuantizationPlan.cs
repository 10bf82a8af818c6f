using Onnx;

namespace ScaleNet.Deployment.Quantization;

/// <summary>Which operators of a model compute with integers, which values are integers, and which of these share a scale.</summary>
/// <remarks>
/// A ReLU whose input nobody else reads is done by the operator before it: its integers begin at 0. Poolings, slices and changes of size
/// keep the scale of what they take. What is concatenated has the scale of the whole where nothing else reads it, so that nothing
/// is rounded twice; else it is requantised. An operator is known by its first output.
/// </remarks>
internal sealed class QuantizationPlan
{
    private readonly FloatModel _model;
    private readonly Dictionary<string, OperatorRole> _roles = [];
    private readonly Dictionary<string, string> _clipped = [];
    private readonly HashSet<string> _made = [];
    private readonly Dictionary<string, List<string>> _members = [];
    private readonly ScaleGroups _groups = new();

    /// <summary>Plans a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="excluded">First outputs of operators that stay in float32.</param>
    public QuantizationPlan(FloatModel model, IReadOnlySet<string> excluded)
    {
        _model = model;
        foreach (var node in model.Nodes)
        {
            _roles[node.Output[0]] = excluded.Contains(node.Output[0]) ? OperatorRole.Float : Decide(node);
        }

        foreach (var node in Integers)
        {
            Values.UnionWith(OperatorRoles.Maps(node, Role(node)));
            if (!HasFloatResult(node))
            {
                Values.Add(Result(node));
            }
        }

        foreach (var value in Values)
        {
            _members[value] = [value];
        }

        foreach (var node in Integers.Where(node => Role(node) == OperatorRole.Carrier))
        {
            Share(node);
        }
    }

    /// <summary>Values that are integers in the quantised model.</summary>
    public HashSet<string> Values { get; } = [];

    /// <summary>Operators that compute with integers, those that are done by others not included.</summary>
    public IEnumerable<NodeProto> Integers =>
        _model.Nodes.Where(node => Role(node) is OperatorRole.Weighted or OperatorRole.Arithmetic or OperatorRole.Carrier);

    /// <summary>What becomes of an operator.</summary>
    public OperatorRole Role(NodeProto node) => _roles[node.Output[0]];

    /// <summary>The value that an operator gives, or the ReLU that it does too.</summary>
    public string Result(NodeProto node) => _clipped.GetValueOrDefault(node.Output[0], node.Output[0]);

    /// <summary>Whether the operator that makes a value computes with integers.</summary>
    public bool IsMade(string value) => _made.Contains(value);

    /// <summary>Whether an operator with integers gives single precision: the last linear layer, whose logits nobody rounds.</summary>
    public bool HasFloatResult(NodeProto node) =>
        node.OpType == OperatorRoles.Gemm && _model.IsOutput(node.Output[0]) && _model.Readers(node.Output[0]).Count == 0;

    /// <summary>The value that stands for all that have the scale of this one.</summary>
    public string GroupOf(string value) => _groups.Of(value);

    /// <summary>The values whose ranges decide the scale of a group.</summary>
    public IEnumerable<string> Sources(string value)
    {
        var group = GroupOf(value);
        foreach (var member in _members[group])
        {
            var producer = _model.Producer(member);
            if (producer is null || Role(producer) != OperatorRole.Carrier)
            {
                yield return member;
                continue;
            }

            foreach (var input in OperatorRoles.Maps(producer, OperatorRole.Carrier).Where(input => GroupOf(input) != group))
            {
                yield return input;
            }
        }
    }

    private OperatorRole Decide(NodeProto node)
    {
        var role = node.OpType == OperatorRoles.Relu && CanClip(node) ? OperatorRole.Clip : OperatorRoles.Of(node, _model);
        if (role == OperatorRole.Carrier && !OperatorRoles.Maps(node, role).Any(IsMade))
        {
            role = OperatorRole.Float; // nothing would be saved
        }

        if (role == OperatorRole.Clip)
        {
            _clipped[node.Input[0]] = node.Output[0];
        }

        if (role != OperatorRole.Float && !HasFloatResult(node))
        {
            _made.Add(node.Output[0]);
        }

        return role;
    }

    private bool CanClip(NodeProto relu) =>
        _model.Producer(relu.Input[0]) is { } producer && Role(producer) is OperatorRole.Weighted or OperatorRole.Arithmetic
        && _model.Readers(relu.Input[0]).Count == 1 && !_model.IsOutput(relu.Input[0]);

    private void Share(NodeProto carrier)
    {
        foreach (var input in OperatorRoles.Maps(carrier, OperatorRole.Carrier))
        {
            if (carrier.OpType != OperatorRoles.Concat || CanShare(input, carrier))
            {
                Join(carrier.Output[0], input);
            }
        }
    }

    private void Join(string value, string other)
    {
        var (first, second) = (GroupOf(value), GroupOf(other));
        if (first != second)
        {
            _groups.Join(first, second);
            _members[first].AddRange(_members[second]);
            _members.Remove(second);
        }
    }

    // A range that begins at 0 does the work of a ReLU, and must not be widened.
    private bool CanShare(string input, NodeProto concat) =>
        OperatorRoles.IsNonNegative(input, _model) == OperatorRoles.IsNonNegative(concat.Output[0], _model)
        && _members[GroupOf(input)].SelectMany(_model.Readers).All(reader =>
            reader.Output[0] == concat.Output[0]
            || (Role(reader) == OperatorRole.Carrier && GroupOf(reader.Output[0]) == GroupOf(input)));
}

using System.Collections.Immutable;
using Onnx;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Deployment.Export;

/// <summary>Writes a network's graph as an ONNX graph for images of one size; one use.</summary>
internal sealed class GraphExport
{
    /// <summary>The name of the model's input.</summary>
    public const string Input = "input";

    private readonly Graph _network;
    private readonly ImmutableArray<MapShape> _shapes;
    private readonly ImmutableArray<GraphOutput> _outputs;
    private readonly int? _batch;
    private readonly OnnxGraph _graph;
    private readonly OnnxOperations _operations;
    private readonly string[] _values;

    /// <param name="network">The network.</param>
    /// <param name="shapes">Shapes of its nodes.</param>
    /// <param name="weights">Its state.</param>
    /// <param name="outputs">The outputs that are wanted.</param>
    /// <param name="batch">Images at once; null for any number.</param>
    public GraphExport(
        Graph network, ImmutableArray<MapShape> shapes, WeightFile weights, IEnumerable<GraphOutput> outputs, int? batch)
    {
        (_network, _shapes, _outputs, _batch) = (network, shapes, [.. outputs], batch);
        _graph = new OnnxGraph(network.Name);
        _operations = new OnnxOperations(_graph, weights);
        _values = new string[network.Nodes.Length];
    }

    /// <summary>The ONNX graph.</summary>
    /// <param name="normalization">What the model does to pixels first; null for nothing.</param>
    public GraphProto Write(Normalization? normalization)
    {
        _graph.Proto.Input.Add(Describe(Input, _shapes[0], isFlat: false));
        _values[0] = normalization?.AddTo(_graph, Input) ?? Input;
        foreach (var index in NeededNodes())
        {
            var node = _network.Nodes[index];
            _values[index] = node.Op.Accept(_operations, new NodeContext(
                node,
                ValueName(node),
                [.. node.Inputs.Select(input => _values[input])],
                [.. node.Inputs.Select(input => _shapes[input])],
                _shapes[index]));
        }

        foreach (var output in _outputs)
        {
            WriteOutput(output);
        }

        return _graph.Proto;
    }

    // An output's node has the output's name from the start, so that it needs no operator that only renames.
    private string ValueName(Node node)
    {
        foreach (var output in _outputs)
        {
            if (output.Node == node.Index)
            {
                return output.Name;
            }
        }

        return _outputs.Any(output => output.Name == node.Path) || node.Path == Input ? $"{node.Path}/value" : node.Path;
    }

    private void WriteOutput(GraphOutput output)
    {
        if (_values[output.Node] != output.Name)
        {
            _graph.Add("Identity", output.Name, [_values[output.Node]]);
        }

        _graph.Proto.Output.Add(Describe(output.Name, _shapes[output.Node], IsFlat(_network.Nodes[output.Node])));
    }

    private bool IsFlat(Node node) => node.Op switch
    {
        FlattenOp or LinearOp => true,
        InputOp => false,
        _ => IsFlat(_network.Nodes[node.Inputs[0]]),
    };

    private IEnumerable<int> NeededNodes()
    {
        var isNeeded = new bool[_network.Nodes.Length];
        foreach (var output in _outputs)
        {
            isNeeded[output.Node] = true;
        }

        foreach (var node in _network.Nodes.Reverse().Where(node => isNeeded[node.Index]))
        {
            // Of the map that a resizing takes its size from, only the size is needed, and that is known.
            foreach (var input in node.Op is ResizeOp ? node.Inputs[..1] : node.Inputs)
            {
                isNeeded[input] = true;
            }
        }

        return Enumerable.Range(1, isNeeded.Length - 1).Where(index => isNeeded[index]);
    }

    private ValueInfoProto Describe(string name, MapShape shape, bool isFlat)
    {
        long[] sample = isFlat ? [shape.Channels] : [shape.Channels, shape.Height, shape.Width];
        return OnnxGraph.Describe(name, [_batch, .. sample.Select(length => (long?)length)]);
    }
}

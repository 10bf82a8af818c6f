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
    private readonly WeightFile _weights;
    private readonly OnnxGraph _graph;

    /// <param name="network">The network.</param>
    /// <param name="shapes">Shapes of its nodes.</param>
    /// <param name="weights">Its state.</param>
    /// <param name="outputs">The outputs that are wanted.</param>
    /// <param name="batch">Images at once; null for any number.</param>
    public GraphExport(
        Graph network, ImmutableArray<MapShape> shapes, WeightFile weights, IEnumerable<GraphOutput> outputs, int? batch)
    {
        (_network, _shapes, _weights, _outputs, _batch) = (network, shapes, weights, [.. outputs], batch);
        _graph = new OnnxGraph(network.Name);
    }

    /// <summary>The ONNX graph.</summary>
    /// <param name="normalization">What the model does to pixels first; null for nothing.</param>
    public GraphProto Write(Normalization? normalization)
    {
        _graph.Proto.Input.Add(Describe(Input, _shapes[0], isFlat: false));
        var writer = new NetworkWriter(_graph, _weights) { Shapes = _shapes };
        var input = normalization?.AddTo(_graph, Input) ?? Input;
        var values = writer.Write(_network, input, _outputs.Select(output => output.Node), ValueName);
        foreach (var output in _outputs)
        {
            WriteOutput(output, values[output.Node]!);
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

    private void WriteOutput(GraphOutput output, string value)
    {
        if (value != output.Name)
        {
            _graph.Add("Identity", output.Name, [value]);
        }

        _graph.Proto.Output.Add(Describe(output.Name, _shapes[output.Node], IsFlat(_network.Nodes[output.Node])));
    }

    private bool IsFlat(Node node) => node.Op switch
    {
        FlattenOp or LinearOp => true,
        InputOp => false,
        _ => IsFlat(_network.Nodes[node.Inputs[0]]),
    };

    private ValueInfoProto Describe(string name, MapShape shape, bool isFlat)
    {
        long[] sample = isFlat ? [shape.Channels] : [shape.Channels, shape.Height, shape.Width];
        return OnnxGraph.Describe(name, [_batch, .. sample.Select(length => (long?)length)]);
    }
}

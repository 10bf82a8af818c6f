using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Rewrites;

/// <summary>Writes the graph in which some last convolutions are split; one use.</summary>
internal sealed class BranchResolutionWriter
{
    private readonly Graph _graph;
    private readonly WeightFile _weights;
    private readonly Dictionary<int, SplitBlock> _blocks;
    private readonly HashSet<int> _left;
    private readonly GraphCopy _copy;
    private readonly int[] _channels;
    private readonly Dictionary<string, WeightTensor> _slices = [];

    public BranchResolutionWriter(Graph graph, WeightFile weights, Dictionary<int, SplitBlock> blocks)
    {
        (_graph, _weights, _blocks) = (graph, weights, blocks);
        _left = [.. blocks.Values.SelectMany(block => block.Moved.Add(block.Concat.Index).Add(block.Relu.Index))];
        _copy = new GraphCopy(graph);
        _channels = new int[graph.Nodes.Length];
    }

    public (Graph Graph, WeightFile Weights) Write()
    {
        foreach (var node in _graph.Nodes)
        {
            _channels[node.Index] = node.Op.OutputChannels([.. node.Inputs.Select(input => _channels[input])]);
            if (_blocks.TryGetValue(node.Index, out var block))
            {
                Split(node, block);
            }
            else if (!_left.Contains(node.Index))
            {
                _copy.Keep(node);
            }
        }

        var graph = _copy.Finish();
        var tensors = StateDictionary.Describe(graph).Select(entry => KeyValuePair.Create(
            entry.Key, _slices.GetValueOrDefault(entry.Key) ?? _weights.Tensors[entry.Key]));
        return (graph, new WeightFile(tensors, _weights.Metadata));
    }

    private void Split(Node conv, SplitBlock block)
    {
        var op = (Conv2dOp)conv.Op;
        var stay = block.Concat.Inputs.Where(input => !block.Moved.Contains(input)).ToArray();
        var joined = stay.Length == 1
            ? _copy[stay[0]]
            : _copy.Add(block.Concat.Path, conv.Part, new ConcatOp(), stay.Select(input => _copy[input]));
        var relu = _copy.Add(block.Relu.Path, conv.Part, new ReluOp(), [joined]);
        var sum = _copy.Add(conv.Path, conv.Part, op with { InChannels = stay.Sum(input => _channels[input]) }, [relu], conv.Branch);
        _slices[$"{conv.Path}.weight"] = Slice(conv, block, stay);
        foreach (var branch in block.Moved)
        {
            sum = AddBranch(conv, op, block, _graph.Nodes[branch], sum);
        }

        _copy[conv.Index] = sum;
    }

    private int AddBranch(Node conv, Conv2dOp op, SplitBlock block, Node branch, int sum)
    {
        var path = $"{conv.Path}_of_{branch.Path[(branch.Path.LastIndexOf('.') + 1)..]}";
        var relu = _copy.Add($"{path}_relu", conv.Part, new ReluOp(), [_copy[branch.Inputs[0]]]);
        var slice = op with { InChannels = _channels[branch.Index], Bias = false };
        var small = _copy.Add(path, conv.Part, slice, [relu]);
        _slices[$"{path}.weight"] = Slice(conv, block, [branch.Index]);
        var large = _copy.Add($"{path}_resize", conv.Part, branch.Op, [small, _copy[branch.Inputs[1]]]);
        return _copy.Add($"{path}_add", conv.Part, new AddOp(), [sum, large]);
    }

    // The columns of the convolution's weight that read the given branches.
    private WeightTensor Slice(Node conv, SplitBlock block, int[] branches)
    {
        var weight = _weights.Tensors[$"{conv.Path}.weight"];
        var size = weight.ElementType.ElementSize();
        var (rows, columns) = ((int)weight.Shape[0], (int)weight.Shape[1]);
        var kept = branches.Sum(branch => _channels[branch]);
        var data = new byte[rows * kept * size];
        for (var row = 0; row < rows; row++)
        {
            var (from, to) = (row * columns, row * kept);
            foreach (var branch in block.Concat.Inputs)
            {
                var width = _channels[branch];
                if (branches.Contains(branch))
                {
                    weight.Data.Span.Slice(from * size, width * size).CopyTo(data.AsSpan(to * size));
                    to += width;
                }

                from += width;
            }
        }

        return new WeightTensor(weight.ElementType, [rows, kept, 1, 1], data);
    }
}

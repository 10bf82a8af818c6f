using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Tests.Graphs;

/// <summary>Every rule of a graph, broken once; the message names the node by index, path and operation.</summary>
public sealed class GraphValidatorTests
{
    private static readonly Node Image = Node(0, "input", new InputOp(3));

    [Fact]
    public void A_graph_without_nodes_is_refused()
    {
        Assert.Equal("net: the first node must be the input", Refusal([], 0));
    }

    [Fact]
    public void The_first_node_must_be_the_input()
    {
        Assert.Equal("net: the first node must be the input", Refusal([Node(0, "relu", new ReluOp(), 0)], 0));
    }

    [Fact]
    public void A_second_input_is_refused()
    {
        Assert.Equal("net: node 1 again (input): is a second input", Refusal([Image, Node(1, "again", new InputOp(3))], 1));
    }

    [Fact]
    public void An_index_that_is_not_the_place_is_refused()
    {
        Node[] nodes = [Image, Node(7, "relu", new ReluOp(), 0)];

        Assert.Equal("net: node 7 relu (relu): has index 7, stands at 1", Refusal(nodes, 1));
    }

    [Fact]
    public void A_wrong_number_of_inputs_is_refused()
    {
        Assert.Equal("net: node 1 add (add): takes 2 inputs, has 1", Refusal([Image, Node(1, "add", new AddOp(), 0)], 1));
        Assert.Equal("net: node 1 relu (relu): takes 1 inputs, has 0", Refusal([Image, Node(1, "relu", new ReluOp())], 1));
        Assert.Equal(
            "net: node 1 concat (concat): takes one or more inputs, has 0",
            Refusal([Image, Node(1, "concat", new ConcatOp())], 1));
        Assert.Equal("net: node 0 input (input): takes 0 inputs, has 1", Refusal([Node(0, "input", new InputOp(3), 0)], 0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(99)]
    [InlineData(-1)]
    public void A_node_reads_only_nodes_before_it(int input)
    {
        Node[] nodes = [Image, Node(1, "first", new ReluOp(), input), Node(2, "second", new ReluOp(), 1)];

        Assert.Equal("net: node 1 first (relu): reads a node that does not stand before it", Refusal(nodes, 2));
    }

    [Fact]
    public void Channels_that_do_not_fit_are_refused()
    {
        Node[] nodes = [Image, Node(1, "conv1", new Conv2dOp(4, 8, 3, 1, 1), 0)];

        Assert.Equal("net: node 1 conv1 (conv2d): takes 4 channels, gets 3", Refusal(nodes, 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void A_node_without_channels_is_refused(int channels)
    {
        Node[] nodes = [Image, Node(1, "conv1", new Conv2dOp(3, channels, 3, 1, 1), 0)];

        Assert.Equal($"net: node 1 conv1 (conv2d): has {channels} channels", Refusal(nodes, 1));
    }

    [Fact]
    public void A_doubled_path_is_refused()
    {
        Node[] nodes = [Image, Node(1, "relu", new ReluOp(), 0), Node(2, "relu", new ReluOp(), 1)];

        Assert.Equal("net: node 2 relu (relu): needs a path of its own", Refusal(nodes, 2));
    }

    [Theory]
    [InlineData("")]
    [InlineData("layer1.")]
    [InlineData(".conv1")]
    [InlineData("layer1..conv1")]
    public void An_empty_segment_of_a_path_is_refused(string path)
    {
        Assert.Equal(
            $"net: node 1 {path} (relu): needs a path of its own", Refusal([Image, Node(1, path, new ReluOp(), 0)], 1));
    }

    [Theory]
    [InlineData("conv1", "conv1.bn")]
    [InlineData("conv1", "conv1.more.bn")]
    public void A_module_inside_a_module_that_holds_tensors_is_refused(string outer, string inner)
    {
        Node[] nodes =
        [
            Image, Node(1, outer, new Conv2dOp(3, 8, 3, 1, 1), 0), Node(2, inner, new BatchNormOp(8, 1e-5, 0.1), 1),
        ];

        Assert.Equal(
            $"net: node 2 {inner} (batch_norm): lies inside {outer}, which holds tensors itself", Refusal(nodes, 2));
    }

    [Fact]
    public void An_outer_module_that_comes_later_is_refused_too()
    {
        Node[] nodes =
        [
            Image, Node(1, "a.conv", new Conv2dOp(3, 8, 3, 1, 1), 0), Node(2, "a", new BatchNormOp(8, 1e-5, 0.1), 1),
        ];

        Assert.Equal("net: node 1 a.conv (conv2d): lies inside a, which holds tensors itself", Refusal(nodes, 2));
    }

    [Fact]
    public void A_module_beside_one_of_a_similar_name_is_no_problem()
    {
        Node[] nodes =
        [
            Image, Node(1, "conv1", new Conv2dOp(3, 8, 3, 1, 1), 0), Node(2, "conv10.bn", new BatchNormOp(8, 1e-5, 0.1), 1),
            Node(3, "conv1.relu", new ReluOp(), 2),
        ];

        Assert.Equal(4, new Graph("net", nodes, [new GraphOutput("map", 3)]).Nodes.Length);
    }

    [Fact]
    public void A_node_that_nothing_reads_is_refused()
    {
        Node[] nodes = [Image, Node(1, "dead", new ReluOp(), 0), Node(2, "alive", new ReluOp(), 0)];

        Assert.Equal("net: node 1 dead (relu): is read by no node and no output", Refusal(nodes, 2));
    }

    [Fact]
    public void A_graph_without_outputs_is_refused()
    {
        Assert.Equal("net: no output", Assert.Throws<GraphException>(() => new Graph("net", [Image], [])).Message);
    }

    [Fact]
    public void An_output_must_name_a_node_and_have_a_name_of_its_own()
    {
        const string problem = "net: output map is doubled or names no node";

        Assert.Equal(problem, Refusal([Image], 1));
        Assert.Equal(problem, Refusal([Image], -1));
        Assert.Equal(problem, Refusal([Image], 0, 0));
    }

    private static Node Node(int index, string path, Op op, params int[] inputs) => new(index, path, path, op, [.. inputs]);

    private static string Refusal(Node[] nodes, params int[] outputs) => Assert.Throws<GraphException>(
        () => new Graph("net", nodes, outputs.Select(node => new GraphOutput("map", node)))).Message;
}

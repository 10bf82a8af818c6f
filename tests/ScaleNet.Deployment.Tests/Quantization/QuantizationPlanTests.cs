using Onnx;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Tests;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Quantization;

namespace ScaleNet.Deployment.Tests.Quantization;

/// <summary>Which values share a scale, and which operators disappear.</summary>
/// <remarks>
/// <code>
/// input -> stem -> relu -+-> fine -> relu ----------------+-> concat -> last -> add -> relu_4 -> pool -> flatten -> fc -> logits
///                        '-> maxpool -> coarse -> relu -> resize -'               ^
///                        '-> shortcut --------------------------------------------'
/// </code>
/// </remarks>
public sealed class QuantizationPlanTests
{
    private static readonly FloatModel Model = FloatModel.Of(Create(), "tiny");

    [Fact]
    public void Convolutions_do_their_relu()
    {
        var plan = new QuantizationPlan(Model, new HashSet<string>());

        Assert.All(Model.Nodes.Where(node => node.OpType == "Relu"), relu => Assert.Equal(OperatorRole.Clip, plan.Role(relu)));
        Assert.DoesNotContain("stem", plan.Values);
        Assert.Contains(plan.Result(Node("stem")), plan.Values);
    }

    [Fact]
    public void What_is_concatenated_has_one_scale_with_the_resized_map()
    {
        var plan = new QuantizationPlan(Model, new HashSet<string>());
        var concat = Model.Nodes.Single(node => node.OpType == "Concat");

        var groups = concat.Input.Append(concat.Output[0]).Append(plan.Result(Node("coarse"))).Select(plan.GroupOf).Distinct();

        Assert.Single(groups);
        Assert.Equal(
            new[] { plan.Result(Node("fine")), plan.Result(Node("coarse")) }.Order(), plan.Sources(concat.Output[0]).Order());
    }

    [Fact]
    public void A_pooled_map_has_the_scale_of_the_map()
    {
        var plan = new QuantizationPlan(Model, new HashSet<string>());
        var pool = Model.Nodes.Single(node => node.OpType == "MaxPool");

        Assert.Equal(plan.GroupOf(plan.Result(Node("stem"))), plan.GroupOf(pool.Output[0]));
        Assert.NotEqual(plan.GroupOf(plan.Result(Node("stem"))), plan.GroupOf(plan.Result(Node("coarse"))));
    }

    [Fact]
    public void The_logits_are_not_rounded()
    {
        var plan = new QuantizationPlan(Model, new HashSet<string>());

        Assert.DoesNotContain("logits", plan.Values);
        Assert.Equal(OperatorRole.Weighted, plan.Role(Model.Producer("logits")!));
    }

    [Fact]
    public void An_excluded_convolution_keeps_its_relu_and_what_follows_takes_the_numbers()
    {
        var plan = new QuantizationPlan(Model, new HashSet<string> { "coarse" });
        var relu = Assert.Single(Model.Readers("coarse"));

        Assert.Equal(OperatorRole.Float, plan.Role(Node("coarse")));
        Assert.Equal(OperatorRole.Float, plan.Role(relu));
        Assert.Equal(OperatorRole.Float, plan.Role(Model.Nodes.Single(node => node.OpType == "Resize"))); // hands on what is no integer
        Assert.Equal(OperatorRole.Carrier, plan.Role(Model.Nodes.Single(node => node.OpType == "Concat")));
    }

    [Fact]
    public void A_map_that_others_read_too_is_requantised_for_a_concatenation()
    {
        var builder = new GraphBuilder("dense");
        var first = builder.Relu(builder.Conv(builder.Input(2), "first", 4, kernel: 3));
        var second = builder.Relu(builder.Conv(first, "second", 4, kernel: 3));
        builder.Output(Graph.Logits, builder.Conv(builder.Concat([first, second]), "last", 2, kernel: 1));
        var model = FloatModel.Of(Export(builder.Build()), "dense");

        var plan = new QuantizationPlan(model, new HashSet<string>());

        var concat = model.Nodes.Single(node => node.OpType == "Concat");
        Assert.NotEqual(plan.GroupOf(concat.Input[0]), plan.GroupOf(concat.Output[0]));
        Assert.Equal(plan.GroupOf(concat.Input[1]), plan.GroupOf(concat.Output[0]));
        Assert.Equal(concat.Input.Order(), plan.Sources(concat.Output[0]).Order());
    }

    [Fact]
    public void A_map_that_begins_at_zero_shares_nothing_with_one_that_does_not()
    {
        var builder = new GraphBuilder("mixed");
        var input = builder.Input(2);
        var rectified = builder.Relu(builder.Conv(input, "first", 4, kernel: 3));
        var other = builder.Conv(input, "second", 4, kernel: 3);
        builder.Output(Graph.Logits, builder.Conv(builder.Concat([rectified, other]), "last", 2, kernel: 1));
        var model = FloatModel.Of(Export(builder.Build()), "mixed");

        var plan = new QuantizationPlan(model, new HashSet<string>());

        var concat = model.Nodes.Single(node => node.OpType == "Concat");
        Assert.NotEqual(plan.GroupOf(concat.Input[0]), plan.GroupOf(concat.Output[0])); // or the ReLU would not be done
        Assert.Equal(plan.GroupOf(concat.Input[1]), plan.GroupOf(concat.Output[0]));
    }

    private static NodeProto Node(string name) => Model.Producer(name)!;

    private static ModelProto Create()
    {
        var builder = new GraphBuilder("tiny");
        var stem = builder.Relu(builder.Conv(builder.Input(2), "stem", 4, kernel: 3));
        var fine = builder.Relu(builder.Conv(stem, "fine", 4, kernel: 3));
        var coarse = builder.Relu(builder.Conv(builder.MaxPool(stem, 2, 2), "coarse", 4, kernel: 3));
        var both = builder.Concat([fine, builder.Resize(coarse, stem, ResizeMode.Nearest)]);
        var sum = builder.Relu(builder.Add(builder.Conv(both, "last", 8, kernel: 1), builder.Conv(stem, "shortcut", 8, kernel: 1)));
        builder.Output(Graph.Logits, builder.Linear(builder.Flatten(builder.GlobalAvgPool(sum)), "fc", 3));
        return Export(builder.Build());
    }

    private static ModelProto Export(Graph graph) => OnnxExporter.ToModel(
        graph, Draw.Weights(graph), graph.Name, (8, 8), new ExportOptions { AlignChannels = false });
}

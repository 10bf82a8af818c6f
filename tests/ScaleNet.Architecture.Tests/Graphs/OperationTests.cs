using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Tests.Graphs;

/// <summary>What holds for every kind of operation, on the hand-counted examples.</summary>
public sealed class OperationTests
{
    public static TheoryData<string> Names => [.. OperationExamples.All.Select(example => example.Op.Name)];

    // The image's size comes from outside the graph, so the input has no shape rule.
    public static TheoryData<string> NamesOfComputing => [.. Names.Where(row => row.Data != "input")];

    [Fact]
    public void Every_operation_has_an_example()
    {
        var kinds = typeof(Op).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Op))).Select(type => type.Name);

        Assert.Equal(kinds.Order(), OperationExamples.All.Select(example => example.Op.GetType().Name).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_output_has_the_channels_that_the_hand_count_says(string name)
    {
        var example = Example(name);

        var channels = example.Op.OutputChannels(example.Inputs.Select(input => input.Channels).ToArray());

        Assert.Equal(example.Output.Channels, channels);
    }

    [Theory]
    [MemberData(nameof(NamesOfComputing))]
    public void The_output_has_the_shape_that_the_hand_count_says(string name)
    {
        var example = Example(name);

        Assert.Equal(example.Output, example.Op.OutputShape(example.Inputs));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_operation_costs_what_the_hand_count_says(string name)
    {
        var example = Example(name);

        var parameters = example.Op.State.Where(tensor => tensor.Kind == StateKind.Parameter);

        Assert.Equal(example.Macs, example.Op.Macs(example.Inputs, example.Output));
        Assert.Equal(example.Parameters, parameters.Sum(tensor => tensor.ElementCount));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_operation_takes_as_many_inputs_as_it_says(string name)
    {
        var example = Example(name);

        Assert.Equal(example.Op is ConcatOp ? null : example.Inputs.Length, example.Op.InputCount);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_visitor_is_called_by_the_method_of_the_operation(string name)
    {
        var op = Example(name).Op;

        Assert.Equal($"{op.GetType().Name} context", op.Accept(CalledMethod.Create(), "context"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_settings_are_described_in_few_characters(string name)
    {
        var example = Example(name);

        Assert.Equal(example.Description, example.Op.Describe());
    }

    private static OperationExample Example(string name) => OperationExamples.All.First(example => example.Op.Name == name);
}

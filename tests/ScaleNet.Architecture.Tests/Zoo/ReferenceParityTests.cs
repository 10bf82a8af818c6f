using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Zoo;

/// <summary>Every network of the catalogue against the reference implementation's file, if there is one.</summary>
public sealed class ReferenceParityTests
{
    private const int Side = 224; // the files' counts are for this

    public static TheoryData<string> Files => [.. ReferenceFolder.FileNames(ReferenceFolder.Default)];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_state_has_the_references_keys_and_shapes_in_its_order(string file)
    {
        var (reference, graph) = Load(file);

        var lines = StateDictionary.Describe(graph).Select(entry => $"{entry.Key} [{string.Join(' ', entry.Shape)}]");

        Assert.Equal(reference.StateLines(), lines);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_counts_are_the_references_digit_for_digit(string file)
    {
        var (reference, graph) = Load(file);

        var cost = CostModel.Measure(graph, Side, Side);

        Assert.Equal(reference.Params, cost.Parameters);
        Assert.Equal(reference.MacsAt224, cost.Macs);
        Assert.Equal(reference.NumClasses, ((LinearOp)graph.Output(Graph.Logits).Op).OutFeatures);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_batch_norms_have_the_references_constants(string file)
    {
        var (reference, graph) = Load(file);

        var constants = graph.Nodes.Select(node => node.Op).OfType<BatchNormOp>()
            .Select(op => new ReferenceModel.BatchNormConstants(op.Epsilon, op.Momentum)).Distinct();

        Assert.Equal(reference.BatchNorms.ToHashSet(), constants.ToHashSet());
    }

    private static (ReferenceModel Reference, Graph Graph) Load(string file)
    {
        var reference = ReferenceModel.Read(Path.Combine(ReferenceFolder.Default, file));
        var entry = Catalog.Find(reference.Model);
        Assert.SkipWhen(entry is null, $"the catalogue has no model {reference.Model}");
        return (reference, entry!.Spec.Lower());
    }
}

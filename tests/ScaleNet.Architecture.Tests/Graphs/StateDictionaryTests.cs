using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Tests.Graphs;

public sealed class StateDictionaryTests
{
    [Fact]
    public void Modules_are_listed_depth_first_in_the_order_of_their_registration()
    {
        var g = new GraphBuilder("net");
        var image = g.Input(3);
        var left = g.ConvBn(image, "conv2.0", "bn2.0", 4, kernel: 1);
        var right = g.ConvBn(image, "conv2.2", "bn2.2", 5, kernel: 3);
        g.Output("map", g.Concat([left, right]));

        var modules = StateDictionary.Describe(g.Build()).Select(entry => entry.Node.Path).Distinct();

        Assert.Equal(["conv2.0", "conv2.2", "bn2.0", "bn2.2"], modules);
    }

    [Fact]
    public void Every_entry_has_its_key_shape_and_kind()
    {
        var g = new GraphBuilder("net");
        var x = g.ConvBn(g.Input(3), "conv1", "bn1", 4, kernel: 5);
        g.Output("logits", g.Linear(g.Flatten(g.GlobalAvgPool(x)), "fc", 10));

        var entries = StateDictionary.Describe(g.Build())
            .Select(entry => $"{entry.Key} [{string.Join(' ', entry.Shape)}] {entry.Kind} of {entry.Node.Path}");

        Assert.Equal(
            [
                "conv1.weight [4 3 5 5] Parameter of conv1",
                "bn1.weight [4] Parameter of bn1",
                "bn1.bias [4] Parameter of bn1",
                "bn1.running_mean [4] Buffer of bn1",
                "bn1.running_var [4] Buffer of bn1",
                "bn1.num_batches_tracked [] Counter of bn1",
                "fc.weight [10 4] Parameter of fc",
                "fc.bias [10] Parameter of fc",
            ],
            entries);
    }

    [Fact]
    public void A_scalar_has_one_element()
    {
        Assert.Equal(1, new StateTensor("num_batches_tracked", [], StateKind.Counter).ElementCount);
        Assert.Equal(60, new StateTensor("weight", [3, 4, 5], StateKind.Parameter).ElementCount);
    }
}

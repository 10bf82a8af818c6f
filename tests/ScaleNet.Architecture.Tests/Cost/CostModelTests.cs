using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Cost;

/// <summary>Costs counted by hand; <see cref="TinyNetworks.TwoBlocks"/> has the sketch and the formulas.</summary>
public sealed class CostModelTests
{
    [Fact]
    public void The_tiny_network_costs_what_the_sketch_says()
    {
        var cost = CostModel.Measure(TinyNetworks.TwoBlocks.Lower(), 4, 4);

        Assert.Equal(880 + (416 * 4) + (200 * 4), cost.Macs);
        Assert.Equal(132 + (28 * 8), cost.Parameters);
        Assert.Equal((4, 4), (cost.Height, cost.Width));
    }

    [Theory]
    [InlineData(1, 0, 2, 1)]
    [InlineData(0, 5, 3, 0)]
    [InlineData(7, 7, 7, 7)]
    public void Other_channels_cost_what_the_formulas_say(int a0, int b0, int a1, int b1)
    {
        var spec = TinyNetworks.TwoBlocks with { Stages = [new ScaleNetStage(2, [[a0, b0], [a1, b1]])] };

        var cost = CostModel.Measure(spec.Lower(), 4, 4);

        Assert.Equal(880 + (416 * (a0 + a1)) + (200 * (b0 + b1)), cost.Macs);
        Assert.Equal(132 + (28 * (a0 + a1 + b0 + b1)), cost.Parameters);
    }

    [Fact]
    public void Every_layer_with_weights_costs_what_the_sketch_says()
    {
        var cost = CostModel.Measure(TinyNetworks.TwoBlocks.Lower(), 4, 4);

        Assert.Equal(
            [
                ("conv1", 288, 18), ("layer1.0.downsample.0", 256, 16), ("layer1.0.conv1", 64, 4),
                ("layer1.0.conv2.0", 576, 36), ("layer1.0.conv2.1", 144, 36), ("layer1.0.conv3", 512, 32),
                ("layer1.1.conv1", 256, 16), ("layer1.1.conv2.0", 576, 36), ("layer1.1.conv2.1", 144, 36),
                ("layer1.1.conv3", 512, 32), ("fc", 16, 18),
            ],
            cost.Nodes.Where(node => node.Macs > 0).Select(node => (node.Node.Path, node.Macs, node.Parameters)));
    }

    [Fact]
    public void Parts_are_the_stem_the_blocks_and_the_head()
    {
        var parts = CostModel.Measure(TinyNetworks.TwoBlocks.Lower(), 4, 4).Parts();

        Assert.Equal(
            [("input", 0, 0), ("stem", 288, 22), ("layer1.0", 1552, 168), ("layer1.1", 1488, 148), ("head", 16, 18)],
            parts.Select(part => (part.Part, part.Macs, part.Parameters)));
    }

    [Fact]
    public void Activations_count_four_bytes_a_value()
    {
        var parts = CostModel.Measure(TinyNetworks.TwoBlocks.Lower(), 4, 4).Parts();

        // The image; then conv, bn and relu of 2x4x4; at the end pooled and flat 8 values each, and 2 logits.
        Assert.Equal(4 * 16, parts[0].ActivationBytes);
        Assert.Equal(3 * 4 * 32, parts[1].ActivationBytes);
        Assert.Equal(4 * (8 + 8 + 2), parts[^1].ActivationBytes);
    }

    [Theory]
    [InlineData("scalenet50")]
    [InlineData("resnet152")]
    [InlineData("scalenet38_small")]
    public void Parts_sum_to_the_totals(string id)
    {
        var spec = Catalog.Get(id).Spec;

        var cost = CostModel.Measure(spec.Lower(), spec.Resolution, spec.Resolution);

        Assert.Equal(cost.Macs, cost.Parts().Sum(part => part.Macs));
        Assert.Equal(cost.Parameters, cost.Parts().Sum(part => part.Parameters));
        Assert.Equal(cost.ActivationBytes, cost.Parts().Sum(part => part.ActivationBytes));
        Assert.Equal(cost.Parameters, CostModel.CountParameters(spec.Lower()));
        Assert.InRange(cost.PeakActivationBytes, 1, cost.ActivationBytes);
    }
}

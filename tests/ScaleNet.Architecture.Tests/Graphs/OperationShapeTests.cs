using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Tests.Graphs;

/// <summary>The rounding of sides, and what an operation refuses.</summary>
public sealed class OperationShapeTests
{
    [Theory]
    [InlineData(7, 2, 3, 224, 112)]
    [InlineData(7, 2, 3, 225, 113)]
    [InlineData(7, 2, 3, 221, 111)]
    [InlineData(7, 2, 3, 1, 1)]
    [InlineData(3, 1, 1, 7, 7)]
    [InlineData(3, 2, 1, 7, 4)]
    [InlineData(3, 2, 1, 8, 4)]
    [InlineData(3, 1, 0, 5, 3)]
    [InlineData(3, 1, 0, 3, 1)]
    [InlineData(1, 2, 0, 7, 4)]
    [InlineData(1, 1, 0, 1, 1)]
    public void A_convolution_rounds_its_side_down(int kernel, int stride, int padding, int side, int expected)
    {
        var op = new Conv2dOp(2, 5, kernel, stride, padding);

        Assert.Equal(new MapShape(5, expected, expected), op.OutputShape([new MapShape(2, side, side)]));
    }

    [Fact]
    public void A_convolution_treats_height_and_width_apart()
    {
        var op = new Conv2dOp(2, 5, Kernel: 3, Stride: 2, Padding: 0);

        var shape = op.OutputShape([new MapShape(2, 9, 4)]);

        Assert.Equal(new MapShape(5, 4, 1), shape);
        Assert.Equal(5 * 4 * 1 * 2 * 9, op.Macs([new MapShape(2, 9, 4)], shape));
    }

    [Fact]
    public void A_bias_is_a_parameter_a_channel_and_no_MAC()
    {
        var plain = new Conv2dOp(2, 5, Kernel: 3, Stride: 1, Padding: 1);
        var biased = plain with { Bias = true };

        Assert.Equal(["weight"], plain.State.Select(tensor => tensor.Name));
        Assert.Equal([("weight", 90), ("bias", 5)], biased.State.Select(tensor => (tensor.Name, tensor.ElementCount)));
        Assert.Equal(
            plain.Macs([new MapShape(2, 4, 4)], new MapShape(5, 4, 4)),
            biased.Macs([new MapShape(2, 4, 4)], new MapShape(5, 4, 4)));
    }

    [Theory]
    [InlineData(3, 2, 1, false, 112, 56)]
    [InlineData(3, 2, 1, false, 111, 56)]
    [InlineData(2, 2, 0, false, 7, 3)]
    [InlineData(2, 2, 0, false, 2, 1)]
    [InlineData(4, 4, 0, true, 14, 3)]
    [InlineData(7, 7, 0, true, 20, 2)]
    [InlineData(7, 7, 0, true, 7, 1)]
    [InlineData(7, 7, 0, true, 5, 1)]
    [InlineData(7, 7, 0, true, 1, 1)]
    public void A_pooling_rounds_its_side_down(int kernel, int stride, int padding, bool shrink, int side, int expected)
    {
        var op = new MaxPoolOp(kernel, stride, padding, shrink);

        Assert.Equal(new MapShape(3, expected, expected), op.OutputShape([new MapShape(3, side, side)]));
    }

    // PyTorch 2.10's max_pool2d with ceil_mode. The last but one: a window that would start in the right padding is dropped.
    [Theory]
    [InlineData(3, 2, 0, 112, 56)]
    [InlineData(3, 2, 0, 113, 56)]
    [InlineData(3, 2, 1, 14, 8)]
    [InlineData(2, 2, 0, 7, 4)]
    [InlineData(2, 2, 1, 3, 2)]
    [InlineData(1, 2, 0, 4, 2)]
    public void A_pooling_in_ceil_mode_rounds_its_side_up(int kernel, int stride, int padding, int side, int expected)
    {
        var op = new MaxPoolOp(kernel, stride, padding, RoundUp: true);

        Assert.Equal(new MapShape(3, expected, expected), op.OutputShape([new MapShape(3, side, side)]));
    }

    [Fact]
    public void A_grouped_convolution_costs_a_groupth_of_a_full_one()
    {
        var full = new Conv2dOp(6, 9, Kernel: 3, Stride: 1, Padding: 1);
        var grouped = full with { Groups = 3 };

        Assert.Equal([9, 2, 3, 3], grouped.State.Single().Shape);
        Assert.Equal(9 * 20 * 2 * 9, grouped.Macs([new MapShape(6, 4, 5)], new MapShape(9, 4, 5)));
        Assert.Equal("3x3 g3", grouped.Describe());
    }

    [Theory]
    [InlineData(4)]
    [InlineData(2)]
    [InlineData(0)]
    public void Groups_that_do_not_divide_the_channels_are_refused(int groups)
    {
        var op = new Conv2dOp(6, 9, Kernel: 3, Stride: 1, Padding: 1, Groups: groups);

        Assert.Equal(
            $"cannot split 6 to 9 channels into {groups} groups",
            Assert.Throws<GraphException>(() => op.OutputChannels([6])).Message);
    }

    [Fact]
    public void A_choice_of_channels_beyond_the_map_is_refused()
    {
        Assert.Equal(
            "takes channels 3 to 5 of 5",
            Assert.Throws<GraphException>(() => new SliceOp(3, 3).OutputChannels([5])).Message);
    }

    [Fact]
    public void A_gate_of_several_pixels_is_refused()
    {
        Assert.Equal(
            "cannot gate a map of 4x5x6 with 4x1x2",
            Refusal(new MultiplyOp(), new MapShape(4, 5, 6), new MapShape(4, 1, 2)));
    }

    [Fact]
    public void Only_the_side_that_is_too_small_shrinks_the_window()
    {
        var op = new MaxPoolOp(7, 7, 0, ShrinkToMap: true);

        Assert.Equal(new MapShape(3, 1, 2), op.OutputShape([new MapShape(3, 5, 20)]));
        Assert.Equal(5, op.Window(5));
        Assert.Equal(7, op.Window(20));
    }

    [Fact]
    public void Without_shrinking_a_map_below_the_window_is_refused()
    {
        var op = new MaxPoolOp(7, 7, 0);

        Assert.Equal(7, op.Window(5));
        Assert.Equal("a map side of 5 is smaller than the 7x7 window", Refusal(op, new MapShape(3, 5, 20)));
    }

    [Fact]
    public void A_convolution_refuses_a_map_below_its_kernel()
    {
        var op = new Conv2dOp(3, 5, Kernel: 3, Stride: 1, Padding: 0);

        Assert.Equal("a map side of 2 is smaller than the 3x3 kernel", Refusal(op, new MapShape(3, 20, 2)));
    }

    [Fact]
    public void Operations_with_channels_refuse_other_channels()
    {
        Assert.Equal("takes 3 channels, gets 4", Refusal(new Conv2dOp(3, 5, 1, 1, 0), new MapShape(4, 1, 1)));
        Assert.Equal("takes 3 channels, gets 4", Refusal(new BatchNormOp(3, 1e-5, 0.1), new MapShape(4, 1, 1)));
        Assert.Equal("takes 3 channels, gets 4", Refusal(new LinearOp(3, 5), new MapShape(4, 1, 1)));
    }

    [Fact]
    public void A_sum_refuses_maps_of_two_shapes()
    {
        Assert.Equal(
            "cannot add maps of 4x5x6 and 4x5x7", Refusal(new AddOp(), new MapShape(4, 5, 6), new MapShape(4, 5, 7)));
    }

    [Fact]
    public void A_concatenation_refuses_maps_of_two_sizes()
    {
        Assert.Equal(
            "cannot join maps of 4x5x6 and 9x6x6", Refusal(new ConcatOp(), new MapShape(4, 5, 6), new MapShape(9, 6, 6)));
    }

    [Fact]
    public void Flattening_and_linear_layers_refuse_maps_of_several_pixels()
    {
        Assert.Equal("flattens maps of 1x1 only, gets 4x1x2", Refusal(new FlattenOp(), new MapShape(4, 1, 2)));
        Assert.Equal("flattens maps of 7x7 only, gets 4x1x1", Refusal(new FlattenOp(7, 7), new MapShape(4, 1, 1)));
        Assert.Equal("takes a flat vector, gets a map of 4x2x1", Refusal(new LinearOp(4, 5), new MapShape(4, 2, 1)));
    }

    private static string Refusal(Op op, params MapShape[] inputs) =>
        Assert.Throws<GraphException>(() => op.OutputShape(inputs)).Message;
}

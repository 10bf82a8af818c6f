using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Deployment.Export;

namespace ScaleNet.Deployment.Tests.Export;

/// <summary>Every operation alone in ONNX Runtime, against its definition.</summary>
public sealed class OperationTests
{
    [Theory]
    [InlineData(1, 1, 0, 1)]
    [InlineData(3, 1, 1, 1)]
    [InlineData(3, 2, 1, 1)]
    [InlineData(3, 2, 0, 2)]
    [InlineData(5, 2, 2, 4)]
    [InlineData(7, 3, 3, 1)]
    public void A_convolution(int kernel, int stride, int padding, int groups) =>
        TinyGraph.Check(4, 9, 7, (g, x) => g.Conv(x, "conv", 8, kernel, stride, padding, bias: true, groups: groups));

    [Fact]
    public void A_convolution_without_bias() => TinyGraph.Check(3, 5, 6, (g, x) => g.Conv(x, "conv", 2, kernel: 3));

    [Fact]
    public void A_batch_norm_that_follows_no_convolution() =>
        TinyGraph.Check(3, 5, 6, (g, x) => g.BatchNorm(x, "bn", epsilon: 1e-3));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_batch_norm_that_follows_a_convolution(bool isKept)
    {
        TinyGraph.Check(
            3, 5, 6, (g, x) => g.ConvBn(x, "conv", "bn", 4, kernel: 3), new ExportOptions { KeepBatchNorm = isKept });
    }

    [Fact]
    public void A_rectified_linear_unit() => TinyGraph.Check(3, 5, 6, (g, x) => g.Relu(x));

    [Fact]
    public void A_sigmoid() => TinyGraph.Check(3, 5, 6, (g, x) => g.Sigmoid(x));

    [Fact]
    public void A_swish() => TinyGraph.Check(3, 5, 6, (g, x) => g.Swish(x));

    [Theory]
    [InlineData(2, 2, 0, false)]
    [InlineData(3, 2, 1, false)]
    [InlineData(3, 2, 0, true)]
    [InlineData(3, 2, 1, true)]
    [InlineData(2, 2, 0, true)]
    [InlineData(2, 3, 1, true)]
    [InlineData(3, 1, 1, true)]
    public void A_max_pooling_at_every_parity(int kernel, int stride, int padding, bool roundUp)
    {
        for (var side = 3; side <= 8; side++)
        {
            TinyGraph.Check(2, side, 11 - side, (g, x) => g.MaxPool(x, kernel, stride, padding, roundUp: roundUp));
        }
    }

    [Theory]
    [InlineData(7, 3, 5)]
    [InlineData(4, 2, 9)]
    [InlineData(2, 1, 1)]
    public void A_max_pooling_whose_window_shrinks_to_the_map(int kernel, int height, int width) =>
        TinyGraph.Check(2, height, width, (g, x) => g.MaxPool(x, kernel, kernel, shrinkToMap: true));

    [Theory]
    [InlineData(2, 2, 0)]
    [InlineData(3, 2, 1)]
    [InlineData(3, 1, 1)]
    public void An_average_pooling_counts_its_padding(int kernel, int stride, int padding)
    {
        for (var side = 3; side <= 8; side++)
        {
            TinyGraph.Check(2, side, 11 - side, (g, x) => g.AvgPool(x, kernel, stride, padding));
        }
    }

    [Fact]
    public void A_global_average_pooling() => TinyGraph.Check(3, 5, 6, (g, x) => g.GlobalAvgPool(x));

    [Fact]
    public void A_concatenation_of_several_maps_and_of_one()
    {
        TinyGraph.Check(3, 4, 4, (g, x) => g.Concat([x, g.Relu(x), x]));
        TinyGraph.Check(3, 4, 4, (g, x) => g.Concat([g.Relu(x)]));
    }

    [Fact]
    public void A_sum() => TinyGraph.Check(3, 4, 5, (g, x) => g.Add(g.Relu(x), x));

    [Fact]
    public void A_gate_for_every_channel() =>
        TinyGraph.Check(3, 4, 5, (g, x) => g.Multiply(x, g.Sigmoid(g.GlobalAvgPool(x))));

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 3)]
    [InlineData(4, 1)]
    public void A_slice_of_channels(int first, int count) =>
        TinyGraph.Check(5, 3, 4, (g, x) => g.Slice(g.Relu(x), first, count));

    [Fact]
    public void A_dropout_changes_nothing() => TinyGraph.Check(3, 4, 4, (g, x) => g.Dropout(x, 0.5));

    [Fact]
    public void A_flattening_and_a_linear_layer() =>
        TinyGraph.Check(6, 3, 3, (g, x) => g.Linear(g.Flatten(g.GlobalAvgPool(x)), "fc", 5));

    [Fact]
    public void A_flattening_of_several_pixels() =>
        TinyGraph.Check(6, 3, 3, (g, x) => g.Linear(g.Flatten(x, side: 3), "fc", 5));

    [Fact]
    public void A_linear_layer_on_one_pixel() =>
        TinyGraph.Check(6, 1, 1, (g, x) => g.Linear(g.Flatten(x), "fc", 5));

    [Theory]
    [InlineData(OnnxVersions.OldestOpset)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(19)]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(OnnxVersions.NewestOpset)]
    public void Every_operation_in_every_opset(int opset) =>
        TinyGraph.Check(4, 13, 10, Everything, new ExportOptions { Opset = opset, KeepBatchNorm = true });

    private static NodeId Everything(GraphBuilder g, NodeId image)
    {
        var x = g.Swish(g.ConvBn(image, "conv", "bn", 8, kernel: 3, groups: 2));
        var half = g.MaxPool(x, kernel: 3, stride: 2, padding: 1, roundUp: true);
        var mean = g.AvgPool(x, kernel: 3, stride: 2, padding: 1);
        x = g.Add(
            g.Resize(half, x, ResizeMode.Nearest),
            g.Add(g.Resize(mean, x, ResizeMode.Bilinear), g.Resize(half, x, ResizeMode.NearestWhereDivisible)));
        x = g.Multiply(x, g.Sigmoid(g.GlobalAvgPool(x)));
        x = g.Relu(g.Concat([g.Slice(x, 0, 3), g.Slice(x, 3, 5), x]));
        return g.Linear(g.Dropout(g.Flatten(g.GlobalAvgPool(x)), 0.2), "fc", 3);
    }
}

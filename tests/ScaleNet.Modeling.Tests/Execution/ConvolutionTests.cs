using ScaleNet.Architecture.Graphs;
using ScaleNet.Modeling.Execution;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ScaleNet.Modeling.Tests.Execution;

/// <summary>Convolutions that oneDNN's kernels get wrong, or die of, when they are called plainly.</summary>
public sealed class ConvolutionTests
{
    private const double Tolerance = 1e-5;

    // Eight bits of mantissa round by 2^-9 at most, in the image, the weights and the map.
    private const double HalfTolerance = 1e-2;

    // The first is computed wrongly in channels-last order; the others end the process, forward or backward.
    [Theory]
    [InlineData(MemoryLayout.ChannelsLast, 128, 512, 28, 1)]
    [InlineData(MemoryLayout.ChannelsLast, 512, 1024, 14, 1)]
    [InlineData(MemoryLayout.ChannelsLast, 1024, 256, 14, 1)]
    [InlineData(MemoryLayout.ChannelsLast, 2048, 512, 7, 1)]
    [InlineData(MemoryLayout.Contiguous, 512, 1024, 28, 2)]
    [InlineData(MemoryLayout.Contiguous, 1024, 2048, 14, 2)]
    public void A_pointwise_convolution_and_its_gradients_are_right(
        MemoryLayout layout, int inputs, int outputs, int side, int stride)
    {
        AssertRight(layout, inputs, outputs, side, kernel: 1, stride);
    }

    // Numbers of channels that leave a block of oneDNN's partly empty.
    [Theory]
    [InlineData(MemoryLayout.Contiguous, 4, 2, 8, 3)]
    [InlineData(MemoryLayout.Contiguous, 16, 1, 14, 3)]
    [InlineData(MemoryLayout.Contiguous, 17, 16, 8, 3)]
    [InlineData(MemoryLayout.Contiguous, 64, 62, 14, 3)]
    [InlineData(MemoryLayout.Contiguous, 3, 17, 14, 7)]
    [InlineData(MemoryLayout.ChannelsLast, 1, 17, 14, 3)]
    [InlineData(MemoryLayout.ChannelsLast, 17, 3, 8, 3)]
    public void A_convolution_of_any_number_of_channels_is_right(
        MemoryLayout layout, int inputs, int outputs, int side, int kernel)
    {
        AssertRight(layout, inputs, outputs, side, kernel, stride: 1);
    }

    // An odd number of blocks above one, and a stride.
    [Theory]
    [InlineData(48, 32, 3, 2)]
    [InlineData(37, 20, 5, 2)]
    [InlineData(80, 16, 3, 4)]
    public void A_convolution_with_a_stride_has_the_right_gradients(int inputs, int outputs, int kernel, int stride) =>
        AssertRight(MemoryLayout.Contiguous, inputs, outputs, side: 9, kernel, stride);

    // ResNeXt's, depthwise ones, several outputs of one input, and an odd number of blocks in a group with a stride.
    [Theory]
    [InlineData(MemoryLayout.Contiguous, 128, 128, 32, 3, 1)]
    [InlineData(MemoryLayout.ChannelsLast, 256, 256, 32, 3, 2)]
    [InlineData(MemoryLayout.Contiguous, 36, 36, 36, 5, 2)]
    [InlineData(MemoryLayout.ChannelsLast, 90, 90, 90, 11, 1)]
    [InlineData(MemoryLayout.ChannelsLast, 16, 32, 16, 3, 1)]
    [InlineData(MemoryLayout.Contiguous, 20, 60, 20, 3, 2)]
    [InlineData(MemoryLayout.ChannelsLast, 34, 51, 17, 3, 2)]
    [InlineData(MemoryLayout.Contiguous, 96, 96, 2, 3, 2)]
    [InlineData(MemoryLayout.Contiguous, 64, 32, 2, 1, 2)]
    [InlineData(MemoryLayout.ChannelsLast, 36, 18, 3, 1, 1)]
    public void A_grouped_convolution_and_its_gradients_are_right(
        MemoryLayout layout, int inputs, int outputs, int groups, int kernel, int stride)
    {
        AssertRight(layout, inputs, outputs, side: 14, kernel, stride, groups);
    }

    [Theory]
    [InlineData(48, 48, 48, 3, 2)]
    [InlineData(24, 24, 24, 5, 1)]
    [InlineData(34, 51, 17, 3, 1)]
    [InlineData(16, 32, 16, 3, 2)]
    [InlineData(96, 96, 32, 3, 1)]
    [InlineData(128, 128, 32, 3, 2)]
    public void A_grouped_convolution_in_bfloat16_and_its_gradients_are_right(
        int inputs, int outputs, int groups, int kernel, int stride)
    {
        AssertRight(MemoryLayout.ChannelsLast, inputs, outputs, side: 14, kernel, stride, groups, ComputePrecision.BFloat16);
    }

    private static void AssertRight(
        MemoryLayout layout,
        int inputs,
        int outputs,
        int side,
        int kernel,
        int stride,
        int groups = 1,
        ComputePrecision precision = ComputePrecision.Full)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        for (var i = 1; i < 400; i++)
        {
            full([7 * i], double.NaN).Dispose(); // so that memory which is read but never set is seen
        }

        var g = new GraphBuilder("one convolution");
        g.Output(Graph.Logits, g.Conv(g.Input(inputs), "conv", outputs, kernel, stride, groups: groups));
        using var module = new GraphModule(g.Build(), new ExecutionOptions { Layout = layout, Precision = precision });
        ModuleState.Initialize(module, seed: 1);
        var image = randn([2, inputs, side, side], generator: generator).requires_grad_();

        var map = module.call(image);
        map.to(ScalarType.Float32).square().sum().backward();

        var weight = module.parameters().Single();
        var exactWeight = weight.detach().to(ScalarType.Float64).requires_grad_();
        var exactImage = image.detach().to(ScalarType.Float64).requires_grad_();
        var exact = F.conv2d(exactImage, exactWeight, null, [stride, stride], [kernel / 2, kernel / 2], groups: groups);
        exact.square().sum().backward();
        var tolerance = precision == ComputePrecision.BFloat16 ? HalfTolerance : Tolerance;
        AssertClose(exact, map, tolerance);
        AssertClose(exactImage.grad!, image.grad!, tolerance);
        AssertClose(exactWeight.grad!, weight.grad!, tolerance);
        using var _ = no_grad();
        AssertClose(exact, module.call(image), tolerance);
    }

    private static void AssertClose(Tensor exact, Tensor value, double tolerance)
    {
        var difference = (value.detach().to(ScalarType.Float64) - exact.detach()).norm().item<double>();
        Assert.True(difference <= tolerance * exact.detach().norm().item<double>(), $"differs by {difference}");
    }
}

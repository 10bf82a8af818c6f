using ScaleNet.Architecture.Graphs;
using ScaleNet.Modeling.Execution;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ScaleNet.Modeling.Tests.Execution;

/// <summary>Convolutions that oneDNN's kernels get wrong, or die of, when they are called plainly.</summary>
public sealed class ConvolutionTests
{
    private const double Tolerance = 1e-5;

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

    private static void AssertRight(MemoryLayout layout, int inputs, int outputs, int side, int kernel, int stride)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(3);
        for (var i = 1; i < 400; i++)
        {
            full([7 * i], double.NaN).Dispose(); // so that memory which is read but never set is seen
        }

        var g = new GraphBuilder("one convolution");
        g.Output(Graph.Logits, g.Conv(g.Input(inputs), "conv", outputs, kernel, stride));
        using var module = new GraphModule(g.Build(), new ExecutionOptions { Layout = layout });
        ModuleState.Initialize(module, seed: 1);
        var image = randn([2, inputs, side, side], generator: generator).requires_grad_();

        var map = module.call(image);
        map.square().sum().backward();

        var weight = module.parameters().Single();
        var exactWeight = weight.detach().to(ScalarType.Float64).requires_grad_();
        var exactImage = image.detach().to(ScalarType.Float64).requires_grad_();
        var exact = F.conv2d(exactImage, exactWeight, null, [stride, stride], [kernel / 2, kernel / 2]);
        exact.square().sum().backward();
        AssertClose(exact, map);
        AssertClose(exactImage.grad!, image.grad!);
        AssertClose(exactWeight.grad!, weight.grad!);
    }

    private static void AssertClose(Tensor exact, Tensor value)
    {
        var difference = (value.detach().to(ScalarType.Float64) - exact.detach()).norm().item<double>();
        Assert.True(difference <= Tolerance * exact.detach().norm().item<double>(), $"differs by {difference}");
    }
}

using ScaleNet.Architecture.Graphs;
using ScaleNet.Modeling.Execution;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Execution;

/// <summary>Max-pooling goes another way without gradients; what it gives is the same.</summary>
public sealed class MaxPoolTests
{
    [Theory]
    [InlineData(64, 56, 3, 2, 1, false)]
    [InlineData(17, 13, 3, 2, 0, true)]
    [InlineData(16, 28, 7, 7, 0, false)]
    [InlineData(5, 3, 4, 4, 0, false)]
    [InlineData(1, 8, 2, 2, 0, false)]
    [InlineData(40, 1, 2, 2, 0, false)]
    public void With_and_without_a_gradient_the_values_and_their_order_are_the_same(
        int channels, int side, int kernel, int stride, int padding, bool roundUp)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(5);
        var g = new GraphBuilder("one pooling");
        g.Output(Graph.Logits, g.MaxPool(g.Input(channels), kernel, stride, padding, shrinkToMap: true, roundUp));
        using var module = new GraphModule(g.Build(), new ExecutionOptions { Layout = MemoryLayout.Contiguous });
        var image = randint(0, 4, [2, channels, side, side], dtype: ScalarType.Float32, generator: generator);
        image[0, 0, 0, 0] = double.NaN;
        image[1, 0] = double.NegativeInfinity;

        var learning = module.call(image.clone().requires_grad_());
        using var _ = no_grad();
        var plain = module.call(image);
        module.Use(new ExecutionOptions { PoolInVectors = false });
        var oneByOne = module.call(image);

        Assert.Equal(learning.shape, plain.shape);
        Assert.Equal(learning.stride(), plain.stride());
        Assert.Equal(oneByOne.data<float>().ToArray(), plain.data<float>().ToArray());
        Assert.Equal(learning.detach().data<float>().ToArray(), plain.data<float>().ToArray());
    }
}

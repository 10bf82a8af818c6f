using ScaleNet.Modeling.Backend;
using ScaleNet.Modeling.Execution;
using TorchSharp;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Execution;

/// <summary>A convolution 4 -> 10 channels, 3x3, of a map of 14x14, in memory that held NaN before.</summary>
public sealed class SafeConvolutionTests
{
    private const int Images = 16;
    private const int Side = 14;
    private const int Inputs = 4;
    private const int Outputs = 10;
    private const double Tolerance = 1e-4; // sums of 90 products of float32, in another order

    [Fact]
    public void No_gradient_reads_memory_that_nobody_wrote()
    {
        NativeBackend.Initialize();
        using var scope = NewDisposeScope();
        var generator = new Generator(1);
        var x = rand([Images, Inputs, Side, Side], generator: generator).requires_grad_(true);
        var weight = rand([Outputs, Inputs, 3, 3], generator: generator).requires_grad_(true);
        var gradient = rand([Images, Outputs, Side, Side], generator: generator);

        LeaveNaNInFreeMemory();
        var y = SafeConvolution.Run(x, weight, bias: null, stride: 1, padding: 1);
        y.backward([gradient]);

        Assert.True(x.grad!.isfinite().all().ToBoolean());
        Assert.True(weight.grad!.isfinite().all().ToBoolean());
    }

    [Fact]
    public void Values_and_gradients_are_those_of_the_plain_convolution()
    {
        NativeBackend.Initialize();
        using var scope = NewDisposeScope();
        var generator = new Generator(2);
        var x = rand([Images, Inputs, Side, Side], ScalarType.Float64, generator: generator).requires_grad_(true);
        var weight = rand([Outputs, Inputs, 3, 3], ScalarType.Float64, generator: generator).requires_grad_(true);
        var bias = rand([Outputs], ScalarType.Float64, generator: generator).requires_grad_(true);
        var expected = nn.functional.conv2d(x, weight, bias, [2L, 2L], [1L, 1L]);
        var expectedGradients = autograd.grad([expected.sum()], [x, weight, bias]);

        var y = SafeConvolution.Run(x, weight, bias, stride: 2, padding: 1);
        var gradients = autograd.grad([y.sum()], [x, weight, bias]);

        Assert.True(expected.allclose(y, rtol: 0, atol: Tolerance));
        Assert.All(expectedGradients.Zip(gradients), pair => Assert.True(pair.First.allclose(pair.Second, rtol: 0, atol: Tolerance)));
    }

    private static void LeaveNaNInFreeMemory()
    {
        using var scope = NewDisposeScope();
        foreach (var channels in new[] { Inputs, Outputs, 16, 32, 64 })
        {
            for (var copy = 0; copy < 8; copy++)
            {
                _ = full([Images * channels * Side * Side], float.NaN);
            }
        }
    }
}

using System.Linq;
using TorchSharp;
using static TorchSharp.torch;

namespace ScaleNet.Build.Tests;

/// <summary>The patched library does its work: no exception at load, sums and gradients as they should be.</summary>
public sealed class PatchedLibraryTests
{
    [Fact]
    public void TorchSharp_makes_tensors()
    {
        using Tensor ones = torch.ones(2, 3);
        using Tensor sum = ones.sum();

        Assert.Equal(6f, sum.item<float>());
    }

    [Fact]
    public void TorchSharp_trains_a_convolution()
    {
        using DisposeScope scope = NewDisposeScope();
        random.manual_seed(1);
        var convolution = nn.Conv2d(1, 1, 3, padding: 1);
        var optimizer = optim.SGD(convolution.parameters(), 0.1);
        Tensor images = randn(8, 1, 8, 8);

        float[] losses = Enumerable.Range(0, 20).Select(_ => Step(convolution, optimizer, images)).ToArray();

        Assert.True(losses[^1] < losses[0] / 2, string.Join(' ', losses));
    }

    private static float Step(nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor images)
    {
        optimizer.zero_grad();
        Tensor loss = nn.functional.mse_loss(model.call(images), images);
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }
}

using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ScaleNet.Modeling.Execution;

/// <summary>A convolution whose gradient reads only what was written.</summary>
internal static class SafeConvolution
{
    // oneDNN, as bundled with libtorch 2.10, computes the gradient of a convolution's input over blocks of 16 output channels
    // (8 with AVX2). Where the last block is not full it multiplies what happens to lie in memory by 0, and that is NaN when
    // it happens to be one: about one training in three of a network with odd channel counts began so.
    private const int Block = 16;

    /// <summary>The convolution's value, which the caller owns.</summary>
    public static Tensor Run(Tensor x, Tensor weight, Tensor? bias, long stride, long padding)
    {
        var channels = weight.shape[0];
        var missing = (Block - (channels % Block)) % Block;
        if (missing == 0 || weight.shape[2] == 1 || !is_grad_enabled())
        {
            return F.conv2d(x, weight, bias, [stride, stride], [padding, padding]);
        }

        // Filters of zeros fill the block: the kernel computes them anyhow, and their gradient is written, as zeros.
        using var full = F.pad(weight, [0, 0, 0, 0, 0, 0, 0, missing]);
        using var fullBias = bias is null ? null : F.pad(bias, [0, missing]);
        using var wide = F.conv2d(x, full, fullBias, [stride, stride], [padding, padding]);
        return wide.narrow(1, 0, channels);
    }
}

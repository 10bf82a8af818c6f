using ScaleNet.Architecture.Graphs.Operations;
using TorchSharp;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Execution;

/// <summary>Dropout in training with a generator of its own, or of whole images: libtorch's dropout takes neither.</summary>
/// <remarks>
/// <b>Determinism:</b> the mask is drawn on the CPU in float32, so that it is the same on every device and in every precision.
/// </remarks>
internal static class Dropout
{
    /// <summary>The map with some values dropped and the others enlarged; the caller owns it.</summary>
    public static Tensor Run(DropoutOp op, Tensor x, Generator? noise)
    {
        long[] shape = op.WholeMaps ? [x.shape[0], 1, 1, 1] : x.shape;
        using var uniform = rand(shape, ScalarType.Float32, generator: noise);
        using var rate = op.Rate.ToScalar();
        using var factor = (1 / (1 - op.Rate)).ToScalar();
        using var isKept = uniform.ge(rate);
        using var factors = isKept.to(x.dtype).mul_(factor);
        using var onDevice = factors.to(x.device);
        return x.mul(onDevice);
    }
}

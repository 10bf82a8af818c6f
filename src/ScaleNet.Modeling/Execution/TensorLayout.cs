using static TorchSharp.torch;

namespace ScaleNet.Modeling.Execution;

/// <summary>Brings four-dimensional tensors into an order of memory.</summary>
internal static class TensorLayout
{
    /// <summary>
    /// The same values in the given order. TorchSharp has no conversion between memory formats; a permuted contiguous copy has
    /// the strides by which libtorch recognises channels-last.
    /// </summary>
    public static Tensor To(Tensor x, MemoryLayout layout)
    {
        if (x.dim() != 4 || layout == MemoryLayout.Contiguous)
        {
            return x.contiguous();
        }

        using var nhwc = x.permute(0, 2, 3, 1);
        using var packed = nhwc.contiguous();
        return packed.permute(0, 3, 1, 2);
    }
}

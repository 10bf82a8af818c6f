using ScaleNet.Architecture.Graphs.Operations;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ScaleNet.Modeling.Execution;

/// <summary>A convolution by the kernel that is fast, and safe, in the maps' order of memory.</summary>
internal static class Convolution
{
    // Defects of oneDNN 3.7.1, which libtorch 2.10 bundles, seen on a processor with AVX-512 and without AMX:
    // 1. Its blocked layouts leave what lies beyond the last channel unset where a number of channels does not fill a block. A
    //    larger kernel's gradient of its input is then wrong or NaN; so are its values where the input channels are more than
    //    a block, and in bfloat16 some more. Channels of zeros fill the blocks here; 1x1 convolutions are not touched by it.
    // 2. In channels-last order the 1x1 kernel computes wrong values for some shapes (128 to 512 channels at 28x28: 14 % off).
    // 3. The 1x1 kernels divide by zero for five pairs of channel counts (est_eff_1x1), which ends the process: forward in
    //    channels-last order, backward with a stride.
    // 4. In contiguous order, with a stride, the gradient of the input is wrong where the input channels (of a group) fill an
    //    odd number of blocks above one. Zeros fill them up to an even number here; groups change to channels-last.
    // 5. Groups of one input and several output channels are wrong in channels-last order, and the gradients of many bfloat16
    //    groups are: the former run in contiguous order, the latter in float32.
    // Another device has another library, which gets the convolution as it is.
    private const int Block = 16;

    /// <summary>The convolution's value, which the caller owns; x and weight have one type.</summary>
    public static Tensor Run(Conv2dOp op, Tensor x, Tensor weight, Tensor? bias, ExecutionOptions options)
    {
        if (x.device_type != TorchSharp.DeviceType.CPU)
        {
            return F.conv2d(
                x, weight, bias, [op.Stride, op.Stride], [op.Padding, op.Padding], groups: op.Groups);
        }

        if (op.Groups > 1)
        {
            return Grouped(op, x, weight, bias, options.Layout);
        }

        return op is { Kernel: 1, Padding: 0 }
            ? Pointwise(op, x, weight, bias, options)
            : Spatial(op, x, weight, bias, options);
    }

    /// <summary>The same in bfloat16 with float32 weights.</summary>
    public static Tensor RunHalf(Conv2dOp op, Tensor x, Tensor weight, Tensor? bias, ExecutionOptions options)
    {
        var isOneDnn = x.device_type == TorchSharp.DeviceType.CPU;
        if (isOneDnn && (op.InChannels == 1 || (op.Groups > 1 && (is_grad_enabled() || HasOneInputForSeveralOutputs(op)))))
        {
            // A map of one channel has both orders of memory at once, and oneDNN takes the contiguous one, whose bfloat16 1x1
            // kernels have the first defect too. Groups: the fifth defect.
            using var full = x.to(ScalarType.Float32);
            using var map = Run(op, full, weight, bias, options);
            using var half = map.to(ScalarType.BFloat16);
            return TensorLayout.To(half, options.Layout);
        }

        using var halfWeight = weight.to(ScalarType.BFloat16);
        using var halfBias = bias?.to(ScalarType.BFloat16);
        return Run(op, x, halfWeight, halfBias, options);
    }

    private static Tensor Grouped(Conv2dOp op, Tensor x, Tensor weight, Tensor? bias, MemoryLayout layout)
    {
        var safe = HasOneInputForSeveralOutputs(op) ? MemoryLayout.Contiguous
            : NeedsEvenBlocks(op.InChannels / op.Groups, op, weight.dtype) ? MemoryLayout.ChannelsLast
            : layout;
        using var input = safe == layout ? x.alias() : TensorLayout.To(x, safe);
        using var map = F.conv2d(
            input, weight, bias, [op.Stride, op.Stride], [op.Padding, op.Padding], groups: op.Groups);
        return safe == layout ? map.alias() : TensorLayout.To(map, layout);
    }

    private static bool HasOneInputForSeveralOutputs(Conv2dOp op) =>
        op.Groups == op.InChannels && op.Groups < op.OutChannels;

    private static bool NeedsEvenBlocks(int inputs, Conv2dOp op, ScalarType type) =>
        type != ScalarType.Float64 && op.Stride > 1 && inputs > 2 * Block && is_grad_enabled();

    private static Tensor Pointwise(Conv2dOp op, Tensor x, Tensor weight, Tensor? bias, ExecutionOptions options)
    {
        using var pixels = op.Stride == 1 ? x.alias() : EveryNth(x, op.Stride, options.Layout);
        return options.Layout == MemoryLayout.ChannelsLast
            ? MatrixProduct(pixels, weight, bias)
            : F.conv2d(pixels, weight, bias);
    }

    private static Tensor Spatial(Conv2dOp op, Tensor x, Tensor weight, Tensor? bias, ExecutionOptions options)
    {
        long[] stride = [op.Stride, op.Stride];
        long[] padding = [op.Padding, op.Padding];
        var (inputs, outputs) = MissingChannels(op, weight.dtype);
        if (inputs == 0 && outputs == 0)
        {
            return F.conv2d(x, weight, bias, stride, padding);
        }

        using var wideInput = inputs == 0 ? x.alias() : Widen(x, inputs, options.Layout);
        using var wideWeight = F.pad(weight, [0, 0, 0, 0, 0, inputs, 0, outputs]);
        using var wideBias = bias is null ? null : F.pad(bias, [0, outputs]);
        using var wide = F.conv2d(wideInput, wideWeight, wideBias, stride, padding);
        using var narrow = wide.narrow(1, 0, op.OutChannels);
        return TensorLayout.To(narrow, options.Layout);
    }

    // How many channels of zeros the input and the output need, so that the first defect does not show.
    private static (long Inputs, long Outputs) MissingChannels(Conv2dOp op, ScalarType type)
    {
        var isSafe = type == ScalarType.Float64; // oneDNN has no part in it
        var readsWholeBlocks = isSafe || op.InChannels <= Block;
        var writesAnything = isSafe || (type == ScalarType.Float32 && !is_grad_enabled());
        var step = NeedsEvenBlocks(op.InChannels, op, type) ? 2 * Block : Block;
        return (
            readsWholeBlocks ? 0 : Missing(op.InChannels, step), writesAnything ? 0 : Missing(op.OutChannels, Block));
    }

    private static long Missing(int channels, int step) => (step - (channels % step)) % step;

    private static Tensor Widen(Tensor x, long channels, MemoryLayout layout)
    {
        using var wide = F.pad(x, [0, 0, 0, 0, 0, channels]);
        return TensorLayout.To(wide, layout);
    }

    // What a 1x1 convolution with a stride reads, packed, so that the convolution itself needs no stride.
    private static Tensor EveryNth(Tensor x, int stride, MemoryLayout layout)
    {
        using var rows = x.slice(2, 0, x.shape[2], stride);
        using var pixels = rows.slice(3, 0, x.shape[3], stride);
        return TensorLayout.To(pixels, layout);
    }

    // In channels-last order a 1x1 convolution is one product of matrices.
    private static Tensor MatrixProduct(Tensor x, Tensor weight, Tensor? bias)
    {
        using var pixels = x.permute(0, 2, 3, 1);
        using var matrix = weight.view(weight.shape[0], weight.shape[1]);
        using var product = F.linear(pixels, matrix, bias);
        return product.permute(0, 3, 1, 2);
    }
}

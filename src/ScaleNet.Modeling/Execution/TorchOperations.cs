using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ScaleNet.Modeling.Execution;

/// <summary>Every operation of a graph as libtorch computes it. Each method returns a tensor that the caller owns.</summary>
internal sealed class TorchOperations(ExecutionOptions options) : IOpVisitor<StepContext, Tensor>
{
    private bool Half => options.Precision == ComputePrecision.BFloat16;

    public Tensor Visit(InputOp op, StepContext context)
    {
        var image = TensorLayout.To(context.Inputs[0], options.Layout);
        return Half ? Replace(image, image.to(ScalarType.BFloat16)) : image;
    }

    public Tensor Visit(Conv2dOp op, StepContext context)
    {
        var weight = context.State!.Get("weight");
        var bias = context.State.Find("bias");
        using var cast = Half ? weight.to(ScalarType.BFloat16) : null;
        using var castBias = Half ? bias?.to(ScalarType.BFloat16) : null;
        return IsMatrixProduct(op)
            ? MatrixProduct(context.Inputs[0], cast ?? weight, castBias ?? bias, op.Stride)
            : SafeConvolution.Run(context.Inputs[0], cast ?? weight, castBias ?? bias, op.Stride, op.Padding);
    }

    public Tensor Visit(BatchNormOp op, StepContext context)
    {
        var state = context.State!;
        if (context.Training)
        {
            using var _ = no_grad();
            state.Get("num_batches_tracked").add_(1);
        }

        return F.batch_norm(
            context.Inputs[0],
            state.Get("running_mean"),
            state.Get("running_var"),
            state.Get("weight"),
            state.Get("bias"),
            context.Training,
            op.Momentum,
            op.Epsilon);
    }

    public Tensor Visit(ReluOp op, StepContext context) =>
        context.MayOverwrite ? context.Inputs[0].relu_() : context.Inputs[0].relu();

    public Tensor Visit(MaxPoolOp op, StepContext context)
    {
        var x = context.Inputs[0];
        long height = op.Window((int)x.shape[2]);
        long width = op.Window((int)x.shape[3]);
        return F.max_pool2d(x, [height, width], [op.Stride, op.Stride], [op.Padding, op.Padding]);
    }

    public Tensor Visit(GlobalAvgPoolOp op, StepContext context) => context.Inputs[0].mean([2, 3], keepdim: true);

    public Tensor Visit(ResizeOp op, StepContext context)
    {
        var (from, to) = (context.Inputs[0].shape, context.Inputs[1].shape);
        if (from[2] == to[2] && from[3] == to[3])
        {
            return context.Inputs[0].alias();
        }

        return op.IsNearest(from[2], from[3], to[2], to[3])
            ? F.interpolate(context.Inputs[0], [to[2], to[3]], mode: InterpolationMode.Nearest)
            : F.interpolate(context.Inputs[0], [to[2], to[3]], mode: InterpolationMode.Bilinear, align_corners: false);
    }

    public Tensor Visit(ConcatOp op, StepContext context) => cat(context.Inputs, 1);

    public Tensor Visit(AddOp op, StepContext context) => context.MayOverwrite
        ? context.Inputs[0].add_(context.Inputs[1])
        : context.Inputs[0].add(context.Inputs[1]);

    public Tensor Visit(FlattenOp op, StepContext context)
    {
        var flat = context.Inputs[0].flatten(1);
        return Half ? Replace(flat, flat.to(ScalarType.Float32)) : flat;
    }

    public Tensor Visit(LinearOp op, StepContext context) =>
        F.linear(context.Inputs[0], context.State!.Get("weight"), context.State.Get("bias"));

    // In channels-last order a 1x1 convolution is one matrix product. oneDNN's own kernel for it is not used: as bundled with
    // libtorch 2.10 it divides by zero, which ends the process, for wide maps on processors whose cache sizes it misreads.
    private bool IsMatrixProduct(Conv2dOp op) =>
        options.Layout == MemoryLayout.ChannelsLast && op is { Kernel: 1, Padding: 0 };

    private static Tensor MatrixProduct(Tensor x, Tensor weight, Tensor? bias, int stride)
    {
        using var strided = stride == 1
            ? x.alias()
            : x.slice(2, 0, x.shape[2], stride).slice(3, 0, x.shape[3], stride);
        using var pixels = strided.permute(0, 2, 3, 1);
        using var matrix = weight.view(weight.shape[0], weight.shape[1]);
        using var product = F.linear(pixels, matrix, bias);
        return product.permute(0, 3, 1, 2);
    }

    private static Tensor Replace(Tensor old, Tensor fresh)
    {
        old.Dispose();
        return fresh;
    }
}

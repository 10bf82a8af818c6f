using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using TorchSharp;
using static ScaleNet.Modeling.Execution.HeldScalars;
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
        var (weight, bias) = (context.State!.Get("weight"), context.State.Find("bias"));
        return Half
            ? Convolution.RunHalf(op, context.Inputs[0], weight, bias, options)
            : Convolution.Run(op, context.Inputs[0], weight, bias, options);
    }

    public Tensor Visit(BatchNormOp op, StepContext context) =>
        BatchNormalization.Run(
            op, context.Inputs[0], context.State!, context.Training, context.EnlargeTo, context.Exchange);

    public Tensor Visit(ReluOp op, StepContext context) =>
        context.MayOverwrite ? context.Inputs[0].relu_() : context.Inputs[0].relu();

    public Tensor Visit(SigmoidOp op, StepContext context) => context.Inputs[0].sigmoid();

    public Tensor Visit(SwishOp op, StepContext context) => F.silu(context.Inputs[0]);

    public Tensor Visit(MaxPoolOp op, StepContext context)
    {
        var x = context.Inputs[0];
        var hasGradient = is_grad_enabled() && x.requires_grad;
        if (options.Layout == MemoryLayout.ChannelsLast || hasGradient || x.device_type != DeviceType.CPU || !options.PoolInVectors)
        {
            return MaxPool(op, x);
        }

        // On the processor libtorch pools channels-last maps in vectors and others value by value, which takes several times as
        // long as both copies; with a gradient the way back through the copies costs what they save.
        using var packed = TensorLayout.To(x, MemoryLayout.ChannelsLast);
        using var pooled = MaxPool(op, packed);
        using var values = pooled.flatten(); // contiguous() would leave maps of one pixel strides by which libtorch takes them for channels-last
        return values.view(pooled.shape);
    }

    public Tensor Visit(AvgPoolOp op, StepContext context) => F.avg_pool2d(
        context.Inputs[0], [op.Kernel, op.Kernel], [op.Stride, op.Stride], [op.Padding, op.Padding]);

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
        ? context.Inputs[0].add_(context.Inputs[1], One)
        : context.Inputs[0].add(context.Inputs[1], One);

    public Tensor Visit(MultiplyOp op, StepContext context) => context.Inputs[0].mul(context.Inputs[1]);

    public Tensor Visit(SliceOp op, StepContext context) => context.Inputs[0].narrow(1, op.First, op.Count);

    public Tensor Visit(DropoutOp op, StepContext context) => context.Training && (op.WholeMaps || context.Noise is not null)
        ? Dropout.Run(op, context.Inputs[0], context.Noise)
        : F.dropout(context.Inputs[0], op.Rate, context.Training);

    public Tensor Visit(FlattenOp op, StepContext context)
    {
        var flat = context.Inputs[0].flatten(1);
        return Half ? Replace(flat, flat.to(ScalarType.Float32)) : flat;
    }

    public Tensor Visit(LinearOp op, StepContext context) =>
        F.linear(context.Inputs[0], context.State!.Get("weight"), context.State.Get("bias"));

    private static Tensor MaxPool(MaxPoolOp op, Tensor x) => F.max_pool2d(
        x,
        [op.Window((int)x.shape[2]), op.Window((int)x.shape[3])],
        [op.Stride, op.Stride],
        [op.Padding, op.Padding],
        ceil_mode: op.RoundUp);

    private static Tensor Replace(Tensor old, Tensor fresh)
    {
        old.Dispose();
        return fresh;
    }
}

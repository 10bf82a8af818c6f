using System.Collections.Immutable;

namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>A square 2-D convolution with zero padding, in groups of channels that do not see each other.</summary>
/// <remarks>
/// Shapes: [N, InChannels, H, W] to [N, OutChannels, (H + 2P - K) / S + 1, ...], division rounding down. With as many groups
/// as input channels it is a depthwise convolution. <paramref name="Start"/>: how its weights are drawn, its bias being zero then;
/// null for what the network's <see cref="WeightInitialization"/> says.
/// </remarks>
public sealed record Conv2dOp(
    int InChannels,
    int OutChannels,
    int Kernel,
    int Stride,
    int Padding,
    bool Bias = false,
    int Groups = 1,
    ConvolutionStart? Start = null) : Op
{
    /// <inheritdoc/>
    public override string Name => "conv2d";

    /// <inheritdoc/>
    public override ImmutableArray<StateTensor> State
    {
        get
        {
            var weight = StateTensor.Parameter("weight", OutChannels, InChannels / Groups, Kernel, Kernel);
            return Bias ? [weight, StateTensor.Parameter("bias", OutChannels)] : [weight];
        }
    }

    /// <inheritdoc/>
    public override int OutputChannels(ReadOnlySpan<int> inputChannels)
    {
        SameChannels(inputChannels, InChannels);
        return Groups > 0 && InChannels % Groups == 0 && OutChannels % Groups == 0
            ? OutChannels
            : throw new GraphException($"cannot split {InChannels} to {OutChannels} channels into {Groups} groups");
    }

    /// <inheritdoc/>
    public override MapShape OutputShape(ReadOnlySpan<MapShape> inputs)
    {
        RequireChannels(inputs[0], InChannels);
        return new MapShape(OutChannels, Side(inputs[0].Height), Side(inputs[0].Width));
    }

    /// <inheritdoc/>
    public override long Macs(ReadOnlySpan<MapShape> inputs, MapShape output) =>
        output.Elements * (InChannels / Groups) * Kernel * Kernel;

    /// <inheritdoc/>
    public override string Describe()
    {
        var stride = Stride == 1 ? "" : $"/{Stride}";
        var groups = Groups == 1 ? "" : $" g{Groups}";
        return $"{Kernel}x{Kernel}{stride}{groups}";
    }

    /// <inheritdoc/>
    public override TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context) =>
        visitor.Visit(this, context);

    private int Side(int side)
    {
        RequireRoom(side, Kernel, Padding, $"{Kernel}x{Kernel} kernel");
        return Slides(side, Kernel, Stride, Padding);
    }
}

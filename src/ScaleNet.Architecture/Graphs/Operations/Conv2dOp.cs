using System.Collections.Immutable;

namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>A square 2-D convolution with zero padding.</summary>
/// <remarks>Shapes: [N, InChannels, H, W] to [N, OutChannels, (H + 2P - K) / S + 1, ...], division rounding down.</remarks>
public sealed record Conv2dOp(int InChannels, int OutChannels, int Kernel, int Stride, int Padding, bool Bias = false) : Op
{
    /// <inheritdoc/>
    public override string Name => "conv2d";

    /// <inheritdoc/>
    public override ImmutableArray<StateTensor> State
    {
        get
        {
            var weight = StateTensor.Parameter("weight", OutChannels, InChannels, Kernel, Kernel);
            return Bias ? [weight, StateTensor.Parameter("bias", OutChannels)] : [weight];
        }
    }

    /// <inheritdoc/>
    public override int OutputChannels(ReadOnlySpan<int> inputChannels)
    {
        SameChannels(inputChannels, InChannels);
        return OutChannels;
    }

    /// <inheritdoc/>
    public override MapShape OutputShape(ReadOnlySpan<MapShape> inputs)
    {
        RequireChannels(inputs[0], InChannels);
        return new MapShape(OutChannels, Side(inputs[0].Height), Side(inputs[0].Width));
    }

    /// <inheritdoc/>
    public override long Macs(ReadOnlySpan<MapShape> inputs, MapShape output) =>
        output.Elements * InChannels * Kernel * Kernel;

    /// <inheritdoc/>
    public override string Describe() => Stride == 1 ? $"{Kernel}x{Kernel}" : $"{Kernel}x{Kernel}/{Stride}";

    /// <inheritdoc/>
    public override TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context) =>
        visitor.Visit(this, context);

    private int Side(int side)
    {
        return side + (2 * Padding) >= Kernel
            ? ((side + (2 * Padding) - Kernel) / Stride) + 1
            : throw new GraphException($"a map side of {side} is smaller than the {Kernel}x{Kernel} kernel");
    }
}

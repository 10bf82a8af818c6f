namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>[N, C, H, W] to [N, C H W], channel by channel.</summary>
/// <remarks>
/// Only maps of one size flatten, that of a single pixel or of a detector's regions, so that the number of features never depends on
/// the image's size.
/// </remarks>
/// <param name="Height">H, in pixels.</param>
/// <param name="Width">W, in pixels.</param>
public sealed record FlattenOp(int Height = 1, int Width = 1) : Op
{
    /// <inheritdoc/>
    public override string Name => "flatten";

    /// <summary>H x W: the features that a channel becomes.</summary>
    public int Pixels => Height * Width;

    /// <inheritdoc/>
    public override int OutputChannels(ReadOnlySpan<int> inputChannels) => inputChannels[0] * Pixels;

    /// <inheritdoc/>
    public override MapShape OutputShape(ReadOnlySpan<MapShape> inputs)
    {
        return inputs[0].Height == Height && inputs[0].Width == Width
            ? new MapShape(inputs[0].Channels * Pixels, 1, 1)
            : throw new GraphException($"flattens maps of {Height}x{Width} only, gets {inputs[0]}");
    }

    /// <inheritdoc/>
    public override string Describe() => Pixels == 1 ? "" : $"{Height}x{Width}";

    /// <inheritdoc/>
    public override TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context) =>
        visitor.Visit(this, context);
}

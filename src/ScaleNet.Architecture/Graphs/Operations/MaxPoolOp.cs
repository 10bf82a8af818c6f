namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>Max-pooling with a square window; the output side rounds down.</summary>
/// <remarks>
/// With <paramref name="ShrinkToMap"/> a side smaller than the window is pooled as a whole (the window shrinks to it, one
/// output pixel), so that a network takes maps smaller than its coarsest scale. Where the map is not smaller this changes
/// nothing.
/// </remarks>
public sealed record MaxPoolOp(int Kernel, int Stride, int Padding, bool ShrinkToMap = false) : Op
{
    /// <inheritdoc/>
    public override string Name => "max_pool";

    /// <summary>The window along a side of this length.</summary>
    public int Window(int side) => ShrinkToMap ? Math.Min(Kernel, side) : Kernel;

    /// <inheritdoc/>
    public override int OutputChannels(ReadOnlySpan<int> inputChannels) => inputChannels[0];

    /// <inheritdoc/>
    public override MapShape OutputShape(ReadOnlySpan<MapShape> inputs) =>
        inputs[0] with { Height = Side(inputs[0].Height), Width = Side(inputs[0].Width) };

    /// <inheritdoc/>
    public override string Describe() => $"{Kernel}x{Kernel}/{Stride}";

    /// <inheritdoc/>
    public override TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context) =>
        visitor.Visit(this, context);

    private int Side(int side)
    {
        var window = Window(side);
        return side + (2 * Padding) >= window
            ? ((side + (2 * Padding) - window) / Stride) + 1
            : throw new GraphException($"a map side of {side} is smaller than the {Kernel}x{Kernel} window");
    }
}

namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>Max-pooling with a square window; the output side rounds down, or up in ceil mode.</summary>
/// <remarks>
/// With <paramref name="ShrinkToMap"/> a side smaller than the window is pooled as a whole (the window shrinks to it, one
/// output pixel), so that a network takes maps smaller than its coarsest scale. Where the map is not smaller this changes
/// nothing. In ceil mode (<paramref name="RoundUp"/>) a last window may reach over the edge, but must start inside the map or
/// its left padding (PyTorch's rule).
/// </remarks>
public sealed record MaxPoolOp(int Kernel, int Stride, int Padding, bool ShrinkToMap = false, bool RoundUp = false) : Op
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
    public override string Describe() => RoundUp ? $"{Kernel}x{Kernel}/{Stride} up" : $"{Kernel}x{Kernel}/{Stride}";

    /// <inheritdoc/>
    public override TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context) =>
        visitor.Visit(this, context);

    private int Side(int side)
    {
        var window = Window(side);
        RequireRoom(side, window, Padding, $"{Kernel}x{Kernel} window");
        if (!RoundUp)
        {
            return Slides(side, window, Stride, Padding);
        }

        var count = Slides(side + Stride - 1, window, Stride, Padding);
        return (count - 1) * Stride >= side + Padding ? count - 1 : count;
    }
}

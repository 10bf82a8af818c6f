namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>Average pooling with a square window; the output side rounds down, and padding counts as zeros.</summary>
/// <remarks>The divisor is the whole window, at the border too (PyTorch's <c>count_include_pad</c>, its default).</remarks>
public sealed record AvgPoolOp(int Kernel, int Stride, int Padding) : Op
{
    /// <inheritdoc/>
    public override string Name => "avg_pool";

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
        RequireRoom(side, Kernel, Padding, $"{Kernel}x{Kernel} window");
        return Slides(side, Kernel, Stride, Padding);
    }
}

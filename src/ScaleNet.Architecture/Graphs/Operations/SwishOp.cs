namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>x / (1 + exp(-x)), elementwise (PyTorch's <c>SiLU</c>).</summary>
public sealed record SwishOp : Op
{
    /// <inheritdoc/>
    public override string Name => "swish";

    /// <inheritdoc/>
    public override int OutputChannels(ReadOnlySpan<int> inputChannels) => inputChannels[0];

    /// <inheritdoc/>
    public override MapShape OutputShape(ReadOnlySpan<MapShape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context) =>
        visitor.Visit(this, context);
}

namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>max(x, 0), elementwise.</summary>
public sealed record ReluOp : Op
{
    /// <inheritdoc/>
    public override string Name => "relu";

    /// <inheritdoc/>
    public override int OutputChannels(ReadOnlySpan<int> inputChannels) => inputChannels[0];

    /// <inheritdoc/>
    public override MapShape OutputShape(ReadOnlySpan<MapShape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context) =>
        visitor.Visit(this, context);
}

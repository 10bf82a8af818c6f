namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>1 / (1 + exp(-x)), elementwise: the gate of a squeeze-and-excitation block.</summary>
public sealed record SigmoidOp : Op
{
    /// <inheritdoc/>
    public override string Name => "sigmoid";

    /// <inheritdoc/>
    public override int OutputChannels(ReadOnlySpan<int> inputChannels) => inputChannels[0];

    /// <inheritdoc/>
    public override MapShape OutputShape(ReadOnlySpan<MapShape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context) =>
        visitor.Visit(this, context);
}

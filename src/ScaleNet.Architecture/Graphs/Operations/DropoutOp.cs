namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>In training every value becomes 0 with this probability, the others grow by 1 / (1 - rate); else nothing.</summary>
public sealed record DropoutOp(double Rate) : Op
{
    /// <inheritdoc/>
    public override string Name => "dropout";

    /// <inheritdoc/>
    public override int OutputChannels(ReadOnlySpan<int> inputChannels) => inputChannels[0];

    /// <inheritdoc/>
    public override MapShape OutputShape(ReadOnlySpan<MapShape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"{Rate}");

    /// <inheritdoc/>
    public override TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context) =>
        visitor.Visit(this, context);
}

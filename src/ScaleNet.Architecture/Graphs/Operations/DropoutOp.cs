namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>In training every value becomes 0 with this probability, the others grow by 1 / (1 - rate); else nothing.</summary>
/// <param name="Rate">The probability, in [0,1).</param>
/// <param name="WholeMaps">Whether all values of an image are dropped or kept together (stochastic depth).</param>
public sealed record DropoutOp(double Rate, bool WholeMaps = false) : Op
{
    /// <inheritdoc/>
    public override string Name => "dropout";

    /// <inheritdoc/>
    public override int OutputChannels(ReadOnlySpan<int> inputChannels) => inputChannels[0];

    /// <inheritdoc/>
    public override MapShape OutputShape(ReadOnlySpan<MapShape> inputs) => inputs[0];

    /// <inheritdoc/>
    public override string Describe() => FormattableString.Invariant($"{Rate}") + (WholeMaps ? " of images" : "");

    /// <inheritdoc/>
    public override TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context) =>
        visitor.Visit(this, context);
}

namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>The elementwise sum of two maps of one shape.</summary>
/// <param name="IsResidual">
/// Whether the first map is a residual branch and the second its shortcut, so that stochastic depth may leave the branch out.
/// </param>
public sealed record AddOp(bool IsResidual = false) : Op
{
    /// <inheritdoc/>
    public override string Name => "add";

    /// <inheritdoc/>
    public override int? InputCount => 2;

    /// <inheritdoc/>
    public override int OutputChannels(ReadOnlySpan<int> inputChannels) =>
        SameChannels(inputChannels[1..], inputChannels[0]);

    /// <inheritdoc/>
    public override MapShape OutputShape(ReadOnlySpan<MapShape> inputs)
    {
        return inputs[0] == inputs[1]
            ? inputs[0]
            : throw new GraphException($"cannot add maps of {inputs[0]} and {inputs[1]}");
    }

    /// <inheritdoc/>
    public override TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context) =>
        visitor.Visit(this, context);
}

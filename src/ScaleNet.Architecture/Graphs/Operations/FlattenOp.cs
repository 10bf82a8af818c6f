namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>[N, C, 1, 1] to [N, C].</summary>
/// <remarks>Only one-pixel maps flatten, so that the number of features never depends on the image's size.</remarks>
public sealed record FlattenOp : Op
{
    /// <inheritdoc/>
    public override string Name => "flatten";

    /// <inheritdoc/>
    public override int OutputChannels(ReadOnlySpan<int> inputChannels) => inputChannels[0];

    /// <inheritdoc/>
    public override MapShape OutputShape(ReadOnlySpan<MapShape> inputs)
    {
        return inputs[0].Pixels == 1
            ? inputs[0]
            : throw new GraphException($"flattens one-pixel maps only, gets {inputs[0]}");
    }

    /// <inheritdoc/>
    public override TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context) =>
        visitor.Visit(this, context);
}

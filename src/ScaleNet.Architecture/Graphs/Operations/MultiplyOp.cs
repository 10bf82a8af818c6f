namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>A map times a gate, a value for each channel: [N, C, H, W] and [N, C, 1, 1] to [N, C, H, W].</summary>
public sealed record MultiplyOp : Op
{
    /// <inheritdoc/>
    public override string Name => "multiply";

    /// <inheritdoc/>
    public override int? InputCount => 2;

    /// <inheritdoc/>
    public override int OutputChannels(ReadOnlySpan<int> inputChannels) =>
        SameChannels(inputChannels[1..], inputChannels[0]);

    /// <inheritdoc/>
    public override MapShape OutputShape(ReadOnlySpan<MapShape> inputs)
    {
        return inputs[1].Pixels == 1 && inputs[0].Channels == inputs[1].Channels
            ? inputs[0]
            : throw new GraphException($"cannot gate a map of {inputs[0]} with {inputs[1]}");
    }

    /// <inheritdoc/>
    public override TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context) =>
        visitor.Visit(this, context);
}

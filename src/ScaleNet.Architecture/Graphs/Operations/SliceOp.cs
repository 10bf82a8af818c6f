namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>Some neighbouring channels of a map: [N, C, H, W] to [N, <paramref name="Count"/>, H, W].</summary>
public sealed record SliceOp(int First, int Count) : Op
{
    /// <inheritdoc/>
    public override string Name => "slice";

    /// <inheritdoc/>
    public override int OutputChannels(ReadOnlySpan<int> inputChannels)
    {
        return First >= 0 && Count > 0 && First + Count <= inputChannels[0]
            ? Count
            : throw new GraphException($"takes channels {First} to {First + Count - 1} of {inputChannels[0]}");
    }

    /// <inheritdoc/>
    public override MapShape OutputShape(ReadOnlySpan<MapShape> inputs) => inputs[0] with { Channels = Count };

    /// <inheritdoc/>
    public override string Describe() => $"{First}..{First + Count - 1}";

    /// <inheritdoc/>
    public override TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context) =>
        visitor.Visit(this, context);
}

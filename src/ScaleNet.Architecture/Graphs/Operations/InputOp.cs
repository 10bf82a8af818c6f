namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>The image that a network takes: [N, <paramref name="Channels"/>, H, W].</summary>
public sealed record InputOp(int Channels) : Op
{
    /// <inheritdoc/>
    public override string Name => "input";

    /// <inheritdoc/>
    public override int? InputCount => 0;

    /// <inheritdoc/>
    public override int OutputChannels(ReadOnlySpan<int> inputChannels) => Channels;

    /// <inheritdoc/>
    /// <remarks>Shape inference knows the image's size and does not ask.</remarks>
    public override MapShape OutputShape(ReadOnlySpan<MapShape> inputs) =>
        throw new NotSupportedException("The input's size comes from outside the graph.");

    /// <inheritdoc/>
    public override TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context) =>
        visitor.Visit(this, context);
}

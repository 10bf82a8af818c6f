namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>The mean of every channel over the whole map: [N, C, H, W] to [N, C, 1, 1].</summary>
public sealed record GlobalAvgPoolOp : Op
{
    /// <inheritdoc/>
    public override string Name => "global_avg_pool";

    /// <inheritdoc/>
    public override int OutputChannels(ReadOnlySpan<int> inputChannels) => inputChannels[0];

    /// <inheritdoc/>
    public override MapShape OutputShape(ReadOnlySpan<MapShape> inputs) => new(inputs[0].Channels, 1, 1);

    /// <inheritdoc/>
    public override TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context) =>
        visitor.Visit(this, context);
}

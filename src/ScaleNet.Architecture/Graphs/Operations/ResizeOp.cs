namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>Brings the first input to the height and width of the second; the second's values are not read.</summary>
public sealed record ResizeOp(ResizeMode Mode) : Op
{
    /// <inheritdoc/>
    public override string Name => "resize";

    /// <inheritdoc/>
    public override int? InputCount => 2;

    /// <inheritdoc/>
    public override int OutputChannels(ReadOnlySpan<int> inputChannels) => inputChannels[0];

    /// <inheritdoc/>
    public override MapShape OutputShape(ReadOnlySpan<MapShape> inputs) =>
        inputs[0] with { Height = inputs[1].Height, Width = inputs[1].Width };

    /// <summary>Whether these sizes are resized by replication of pixels.</summary>
    public bool IsNearest(long fromHeight, long fromWidth, long toHeight, long toWidth) => Mode switch
    {
        ResizeMode.Nearest => true,
        ResizeMode.Bilinear => false,
        _ => toHeight % fromHeight == 0 && toWidth % fromWidth == 0,
    };

    /// <summary>Whether a map of one size is resized to that of another by replication of pixels.</summary>
    public bool IsNearest(MapShape from, MapShape to) => IsNearest(from.Height, from.Width, to.Height, to.Width);

    /// <inheritdoc/>
    public override string Describe() => Mode switch
    {
        ResizeMode.Nearest => "nearest",
        ResizeMode.Bilinear => "bilinear",
        _ => "nearest|bilinear",
    };

    /// <inheritdoc/>
    public override TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context) =>
        visitor.Visit(this, context);
}

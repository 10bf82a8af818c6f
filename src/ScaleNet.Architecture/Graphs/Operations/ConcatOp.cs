namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>Joins maps of one size along their channels.</summary>
public sealed record ConcatOp : Op
{
    /// <inheritdoc/>
    public override string Name => "concat";

    /// <inheritdoc/>
    public override int? InputCount => null;

    /// <inheritdoc/>
    public override int OutputChannels(ReadOnlySpan<int> inputChannels)
    {
        var sum = 0;
        foreach (var channels in inputChannels)
        {
            sum += channels;
        }

        return sum;
    }

    /// <inheritdoc/>
    public override MapShape OutputShape(ReadOnlySpan<MapShape> inputs)
    {
        var channels = 0;
        foreach (var shape in inputs)
        {
            if (shape.Height != inputs[0].Height || shape.Width != inputs[0].Width)
            {
                throw new GraphException($"cannot join maps of {inputs[0]} and {shape}");
            }

            channels += shape.Channels;
        }

        return inputs[0] with { Channels = channels };
    }

    /// <inheritdoc/>
    public override TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context) =>
        visitor.Visit(this, context);
}

using System.Collections.Immutable;

namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>A fully connected layer with bias: [N, InFeatures] to [N, OutFeatures].</summary>
public sealed record LinearOp(int InFeatures, int OutFeatures) : Op
{
    /// <inheritdoc/>
    public override string Name => "linear";

    /// <inheritdoc/>
    public override ImmutableArray<StateTensor> State =>
        [StateTensor.Parameter("weight", OutFeatures, InFeatures), StateTensor.Parameter("bias", OutFeatures)];

    /// <inheritdoc/>
    public override int OutputChannels(ReadOnlySpan<int> inputChannels)
    {
        SameChannels(inputChannels, InFeatures);
        return OutFeatures;
    }

    /// <inheritdoc/>
    public override MapShape OutputShape(ReadOnlySpan<MapShape> inputs)
    {
        RequireChannels(inputs[0], InFeatures);
        return inputs[0].Pixels == 1
            ? new MapShape(OutFeatures, 1, 1)
            : throw new GraphException($"takes a flat vector, gets a map of {inputs[0]}");
    }

    /// <inheritdoc/>
    public override long Macs(ReadOnlySpan<MapShape> inputs, MapShape output) => (long)InFeatures * OutFeatures;

    /// <inheritdoc/>
    public override TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context) =>
        visitor.Visit(this, context);
}

using System.Collections.Immutable;

namespace ScaleNet.Architecture.Graphs.Operations;

/// <summary>Batch normalisation with learned scale (gamma, <c>weight</c>) and shift (<c>bias</c>).</summary>
/// <remarks>
/// Momentum is PyTorch's: the weight of the new batch in the running statistics. <paramref name="StartsAtZero"/>: training starts
/// with a gamma of 0 instead of 1, so that a residual block starts as its shortcut (Goyal et al. 2017, section 5.1).
/// </remarks>
public sealed record BatchNormOp(int Channels, double Epsilon, double Momentum, bool StartsAtZero = false) : Op
{
    /// <summary>PyTorch's default, which the reference implementations keep.</summary>
    public const double DefaultEpsilon = 1e-5;

    /// <summary>PyTorch's default, which the reference implementations keep.</summary>
    public const double DefaultMomentum = 0.1;

    /// <inheritdoc/>
    public override string Name => "batch_norm";

    /// <inheritdoc/>
    public override ImmutableArray<StateTensor> State =>
    [
        StateTensor.Parameter("weight", Channels),
        StateTensor.Parameter("bias", Channels),
        StateTensor.Buffer("running_mean", Channels),
        StateTensor.Buffer("running_var", Channels),
        new StateTensor("num_batches_tracked", [], StateKind.Counter),
    ];

    /// <inheritdoc/>
    public override int OutputChannels(ReadOnlySpan<int> inputChannels) => SameChannels(inputChannels, Channels);

    /// <inheritdoc/>
    public override MapShape OutputShape(ReadOnlySpan<MapShape> inputs)
    {
        RequireChannels(inputs[0], Channels);
        return inputs[0];
    }

    /// <inheritdoc/>
    public override TResult Accept<TContext, TResult>(IOpVisitor<TContext, TResult> visitor, TContext context) =>
        visitor.Visit(this, context);
}

using System.Diagnostics.CodeAnalysis;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Specs;

/// <summary>A bottleneck ResNet of octave convolutions: a share of the channels lives at half the size.</summary>
/// <remarks>
/// Source: Chen et al. 2019 ("Drop an Octave"), in the layout of d-li14/octconv.pytorch: normalisation and ReLU after the
/// convolutions, and the last stage without a low part.
/// </remarks>
public sealed record OctaveSpec : BottleneckSpec
{
    /// <summary>An empty one, to be filled.</summary>
    public OctaveSpec()
    {
    }

    /// <summary>One with the stem, stages and images of another residual network; it needs a name.</summary>
    [SetsRequiredMembers]
    internal OctaveSpec(BottleneckSpec design)
        : base(design)
    {
    }

    /// <summary>The share of the channels that is low: 0 up to, not including, 1. A layer's low channels round down.</summary>
    public required double Alpha { get; init; }

    internal override Graph Build(GraphBuilder builder) => OctaveResNet.Lower(this, builder);

    internal override void Check(SpecProblems problems)
    {
        base.Check(problems);
        if (Alpha is not (>= 0 and < 1))
        {
            problems.Add("$.alpha", FormattableString.Invariant($"got {Alpha}, expected 0 or more and less than 1"));
        }
    }
}

using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Specs;

/// <summary>A GoogLeNet with batch norm and without auxiliary classifiers (Szegedy et al. 2015), in torchvision's layout.</summary>
public sealed record GoogLeNetSpec : NetworkSpec
{
    private const int StemConvolutions = 3;
    private const int MostModules = 26; // one letter each

    /// <summary>Channels of the stem's three convolutions.</summary>
    public required ImmutableArray<int> StemChannels { get; init; }

    /// <summary>Side of the third branch's kernels: 3 in torchvision, 5 in the paper.</summary>
    public required int LargeKernel { get; init; }

    /// <summary>Share of the features that is dropped before the classifier in training.</summary>
    public required double Dropout { get; init; }

    /// <summary>The modules of every stage; a max-pooling stands between stages.</summary>
    public required ImmutableArray<ImmutableArray<InceptionModule>> Stages { get; init; }

    /// <inheritdoc/>
    public bool Equals(GoogLeNetSpec? other) =>
        base.Equals(other) && StemChannels.SequenceEqual(other.StemChannels) && LargeKernel == other.LargeKernel
        && Dropout.Equals(other.Dropout) && Stages.Length == other.Stages.Length
        && Stages.Zip(other.Stages).All(pair => pair.First.SequenceEqual(pair.Second));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), LargeKernel, Dropout, Stages.Length);

    internal override Graph Build(GraphBuilder builder) => GoogLeNet.Lower(this, builder);

    internal override void Check(SpecProblems problems)
    {
        problems.RequireWithin("$.stemChannels", StemChannels.Length, StemConvolutions, StemConvolutions);
        for (var i = 0; i < StemChannels.Length; i++)
        {
            problems.RequireWithin($"$.stemChannels[{i}]", StemChannels[i], 1, SpecValidator.MostChannels);
        }

        if (LargeKernel is not (3 or 5))
        {
            problems.Add("$.largeKernel", $"got {LargeKernel}, expected 3 or 5");
        }

        if (Dropout is not (>= 0 and < 1))
        {
            problems.Add("$.dropout", FormattableString.Invariant($"got {Dropout}, expected 0 to less than 1"));
        }

        problems.RequireWithin("$.stages", Stages.Length, 1, SpecValidator.MostStages);
        for (var stage = 0; stage < Stages.Length; stage++)
        {
            problems.RequireWithin($"$.stages[{stage}]", Stages[stage].Length, 1, MostModules);
            for (var index = 0; index < Stages[stage].Length; index++)
            {
                Stages[stage][index].Check(problems, $"$.stages[{stage}][{index}]");
            }
        }

        if (Resolution is > 0 and <= SpecValidator.MostSide && !IsLargeEnough())
        {
            problems.Add("$.resolution", $"got {Resolution}, too small for {Stages.Length} stages");
        }
    }

    // Three-pixel windows before every stage but the last, which has two-pixel ones; all round up.
    private bool IsLargeEnough()
    {
        var side = (Resolution + 1) / 2;
        for (var pool = 0; pool <= Stages.Length; pool++)
        {
            var window = pool == Stages.Length && Stages.Length > 1 ? 2 : 3;
            if (side < window)
            {
                return false;
            }

            side = ((side - window + 1) / 2) + 1;
        }

        return true;
    }
}

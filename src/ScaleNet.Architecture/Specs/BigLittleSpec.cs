using System.Diagnostics.CodeAnalysis;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Specs;

/// <summary>A Big-Little net: a deep branch at half the size beside a shallow, narrow one at full size.</summary>
/// <remarks>
/// Source: Chen et al. 2019 as released, IBM/BigLittleNet models/blresnet.py. All stages but the last are modules of the two
/// branches; a stage's blocks are those of the big branch and the one that follows the sum.
/// </remarks>
public sealed record BigLittleSpec : BottleneckSpec
{
    private const int FewestStages = 2;
    private const int FewestModuleBlocks = 2;

    /// <summary>An empty one, to be filled.</summary>
    public BigLittleSpec()
    {
    }

    /// <summary>One with the stem, stages and images of another residual network; it needs a name.</summary>
    [SetsRequiredMembers]
    internal BigLittleSpec(BottleneckSpec design)
        : base(design)
    {
    }

    /// <summary>The little branch has the channels of the big one divided by this.</summary>
    public required int Alpha { get; init; }

    /// <summary>The little branch has a stage's blocks divided by this, less one, and at least one block.</summary>
    public required int Beta { get; init; }

    internal override Graph Build(GraphBuilder builder) => BigLittleNet.Lower(this, builder);

    internal override void Check(SpecProblems problems)
    {
        base.Check(problems);
        problems.RequireWithin("$.stages", Stages.Length, FewestStages, SpecValidator.MostStages);
        problems.RequireWithin("$.beta", Beta, 1, SpecValidator.MostBlocks);
        var narrowest = StagePlanes.SkipLast(1).Append(StemChannels).Where(channels => channels > 0).DefaultIfEmpty(1).Min();
        problems.RequireWithin("$.alpha", Alpha, 1, narrowest);
        for (var stage = 0; stage < Stages.Length - 1; stage++)
        {
            if (Stages[stage].Blocks == 1)
            {
                problems.Add(
                    $"$.stages[{stage}].blocks", $"got 1, expected {FewestModuleBlocks} or more: a module has a big and a joint block");
            }
        }
    }
}

using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Tests;

/// <summary>Random small networks for FsCheck; all of them are valid.</summary>
public static class NetworkArbitraries
{
    private const int MostStages = 3;

    public static Arbitrary<ResNetSpec> ResNets() => ResNetGen().ToArbitrary();

    public static Arbitrary<ScaleNetSpec> ScaleNets() => ScaleNetGen().ToArbitrary();

    public static Arbitrary<NetworkSpec> Networks() => Gen.OneOf(
        ResNetGen().Select(spec => (NetworkSpec)spec),
        ScaleNetGen().Select(spec => (NetworkSpec)spec),
        FamilyGenerators.BigLittle(ResNetGen()).Select(spec => (NetworkSpec)spec),
        FamilyGenerators.Octave(ResNetGen()).Select(spec => (NetworkSpec)spec),
        FamilyGenerators.MixNet().Select(spec => (NetworkSpec)spec)).ToArbitrary();

    public static Arbitrary<ScoredSeed> Seeds() => (
        from baseline in ResNetGen()
        from scales in ScalesGen()
        from ratio in Gen.Choose(1, 8)
        from random in Gen.Choose(0, int.MaxValue)
        let seed = SeedDesign.Create(baseline, scales, ratio / 4.0)
        select new ScoredSeed(seed, Scores(seed, new Random(random)))).ToArbitrary();

    private static Gen<ResNetSpec> ResNetGen() =>
        from stages in Stages(
            from planes in Gen.Choose(1, 6)
            from blocks in Gen.Choose(1, 2)
            select new ResNetStage(planes, blocks))
        from stem in Gen.Elements(StemKind.ImageNet, StemKind.Small)
        from resolution in Gen.Choose(16, 40)
        from sizes in Gen.Choose(1, 4).ArrayOf(3)
        select new ResNetSpec
        {
            Name = "random ResNet",
            Stem = stem,
            StemChannels = sizes[0],
            InputChannels = sizes[1],
            Resolution = resolution,
            Classes = sizes[2],
            Stages = stages,
        };

    private static Gen<ScaleNetSpec> ScaleNetGen() =>
        from baseline in ResNetGen()
        from scales in ScalesGen()
        from stages in Stages(
            from planes in Gen.Choose(1, 6)
            from blocks in Gen.NonEmptyListOf(Block(scales.Length))
            select new ScaleNetStage(planes, [.. blocks.Take(3)]))
        select SeedDesign.Create(baseline, scales, ratio: 1) with { Name = "random ScaleNet", Stages = stages };

    private static Gen<ImmutableArray<int>> Block(int scales) =>
        Gen.Choose(0, 5).ArrayOf(scales).Where(counts => counts.Sum() > 0).Select(ImmutableArray.Create);

    private static Gen<ImmutableArray<int>> ScalesGen() =>
        from count in Gen.Choose(ScaleNetSpec.FewestScales, ScaleNetSpec.MostScales)
        from steps in Gen.Choose(1, 5).ArrayOf(count - 1)
        select steps.Aggregate(ImmutableArray.Create(1), (scales, step) => scales.Add(scales[^1] + step));

    private static Gen<ImmutableArray<T>> Stages<T>(Gen<T> stage) =>
        from count in Gen.Choose(1, MostStages)
        from stages in stage.ArrayOf(count)
        select stages.ToImmutableArray();

    // Few distinct values, so that ties are common.
    private static ChannelScores Scores(ScaleNetSpec seed, Random random) => new(seed.Blocks.Select(block =>
        block.Select(count => Enumerable.Range(0, count).Select(_ => random.Next(20) / 20f).ToImmutableArray())
            .ToImmutableArray()));
}

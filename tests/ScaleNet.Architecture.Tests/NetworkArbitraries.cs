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
        SeResNetGen().Select(spec => (NetworkSpec)spec),
        ResNeXtGen().Select(spec => (NetworkSpec)spec),
        DenseNetGen().Select(spec => (NetworkSpec)spec),
        GoogLeNetGen().Select(spec => (NetworkSpec)spec)).ToArbitrary();

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

    private static Gen<SeResNetSpec> SeResNetGen() =>
        from like in ResNetGen()
        from layout in Gen.Elements(SeResNetLayout.Modern, SeResNetLayout.Caffe)
        from reduction in Gen.Choose(1, 20)
        select new SeResNetSpec
        {
            Name = "random SE-ResNet",
            Stem = like.Stem,
            StemChannels = like.StemChannels,
            InputChannels = like.InputChannels,
            Resolution = like.Resolution,
            Classes = like.Classes,
            Stages = like.Stages,
            Layout = layout,
            Reduction = reduction,
        };

    private static Gen<ResNeXtSpec> ResNeXtGen() =>
        from like in ResNetGen()
        from cardinality in Gen.Choose(1, 4)
        from groupWidth in Gen.Choose(6, 9) // no stage has less than a sixth of the first one's planes
        select new ResNeXtSpec
        {
            Name = "random ResNeXt",
            Stem = like.Stem,
            StemChannels = like.StemChannels,
            InputChannels = like.InputChannels,
            Resolution = like.Resolution,
            Classes = like.Classes,
            Stages = like.Stages,
            Cardinality = cardinality,
            GroupWidth = groupWidth,
        };

    private static Gen<DenseNetSpec> DenseNetGen() =>
        from blocks in Stages(Gen.Choose(1, 3))
        from resolution in Gen.Choose(16, 40)
        from sizes in Gen.Choose(1, 4).ArrayOf(4)
        select new DenseNetSpec
        {
            Name = "random DenseNet",
            InputChannels = sizes[0],
            Resolution = resolution,
            Classes = sizes[1],
            StemChannels = sizes[2],
            GrowthRate = sizes[3],
            Blocks = blocks,
        };

    private static Gen<GoogLeNetSpec> GoogLeNetGen() =>
        from stages in Stages(
            from widths in Gen.Choose(1, 4).ArrayOf(6)
            select ImmutableArray.Create(
                new InceptionModule(widths[0], widths[1], widths[2], widths[3], widths[4], widths[5])))
        from kernel in Gen.Elements(3, 5)
        from resolution in Gen.Choose(40, 64)
        from sizes in Gen.Choose(1, 4).ArrayOf(5)
        select new GoogLeNetSpec
        {
            Name = "random GoogLeNet",
            InputChannels = sizes[0],
            Resolution = resolution,
            Classes = sizes[1],
            StemChannels = [.. sizes[2..]],
            LargeKernel = kernel,
            Dropout = sizes[0] / 5.0,
            Stages = stages,
        };

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

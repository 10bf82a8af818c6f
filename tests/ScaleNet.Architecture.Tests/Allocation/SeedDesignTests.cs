using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Allocation;

public sealed class SeedDesignTests
{
    private static readonly ResNetSpec Baseline = new()
    {
        Name = "net",
        Stem = StemKind.Small,
        StemChannels = 5,
        InputChannels = 1,
        Resolution = 28,
        Classes = 10,
        Stages = [new ResNetStage(4, 2), new ResNetStage(6, 1)],
    };

    [Fact]
    public void The_seed_has_the_baselines_frame_and_as_many_channels_as_planes_on_every_scale()
    {
        Assert.Equal(
            new ScaleNetSpec
            {
                Name = "seed of net",
                Stem = StemKind.Small,
                StemChannels = 5,
                InputChannels = 1,
                Resolution = 28,
                Classes = 10,
                Scales = [1, 2, 4],
                Stages = [new ScaleNetStage(4, [[4, 4, 4], [4, 4, 4]]), new ScaleNetStage(6, [[6, 6, 6]])],
            },
            SeedDesign.Create(Baseline, [1, 2, 4], ratio: 1));
    }

    [Theory]
    [InlineData(0.5, 2, 3)]
    [InlineData(0.45, 2, 3)]
    [InlineData(2, 8, 12)]
    [InlineData(0.001, 1, 1)]
    public void The_ratio_scales_the_channels_and_leaves_at_least_one(double ratio, int first, int second)
    {
        var seed = SeedDesign.Create(Baseline, [1, 2], ratio);

        Assert.Equal(
            [new ScaleNetStage(4, [[first, first], [first, first]]), new ScaleNetStage(6, [[second, second]])], seed.Stages);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1, "-1")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void A_ratio_that_makes_no_channels_is_refused(double ratio, string text)
    {
        var error = Assert.Throws<SpecException>(() => SeedDesign.Create(Baseline, [1, 2], ratio));

        Assert.Equal($"seed ratio: got {text}, expected a positive number", error.Message);
    }

    [Fact]
    public void Scales_that_make_no_network_are_refused()
    {
        var error = Assert.Throws<SpecException>(() => SeedDesign.Create(Baseline, [4, 2], ratio: 1));

        Assert.Equal("seed of net: $.scales[1]: got 2, expected 5 to 1024.", error.Message);
    }

    [Fact]
    public void The_seed_of_ResNet_50_has_four_times_the_planes_in_every_block()
    {
        var seed = SeedDesign.Create((ResNetSpec)Catalog.Get("resnet50").Spec, ScaleSets.Published, ratio: 1);

        Assert.Equal(
            [256, 512, 1024, 2048],
            seed.Stages.Select(stage => stage.Blocks.Select(block => block.Sum()).Distinct().Single()));
        Assert.Equal([3, 4, 6, 3], seed.Stages.Select(stage => stage.Blocks.Length));
    }
}

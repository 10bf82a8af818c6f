using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Specs;

/// <summary>Values out of range: all of them in one message, each with its JSON path.</summary>
public sealed class SpecValidationTests
{
    private static readonly ScaleNetSpec Valid = TinyNetworks.TwoBlocks;

    private static readonly ResNetSpec ValidResNet = new()
    {
        Name = "net",
        StemChannels = 4,
        Resolution = 32,
        Classes = 2,
        Stages = [new ResNetStage(4, 1)],
    };

    [Fact]
    public void All_problems_are_in_one_message()
    {
        var spec = new ScaleNetSpec
        {
            Name = " ",
            Stem = StemKind.Small,
            StemChannels = 0,
            InputChannels = -1,
            Resolution = 16_385,
            Classes = 1_000_001,
            Scales = [0, 0],
            Stages = [new ScaleNetStage(0, [[1, -1], [0, 0], [1], [65_537, 1]]), new ScaleNetStage(4, [])],
        };

        Assert.Equal(
            string.Join("; ", [
                "net.json: $.name: is empty",
                "$.inputChannels: got -1, expected 1 to 65536",
                "$.resolution: got 16385, expected 1 to 16384",
                "$.classes: got 1000001, expected 1 to 1000000",
                "$.stemChannels: got 0, expected 1 to 65536",
                "$.stages[0].planes: got 0, expected 1 to 65536",
                "$.scales[0]: got 0, expected 1 to 1024",
                "$.scales[1]: got 0, expected 1 to 1024",
                "$.stages[0].blocks[0][1]: got -1, expected 0 to 65536",
                "$.stages[0].blocks[1]: has no channels at all",
                "$.stages[0].blocks[2]: 1 branches for 2 scales; a scale without channels has a 0",
                "$.stages[0].blocks[3][0]: got 65537, expected 0 to 65536",
                "$.stages[1].blocks: got 0, expected 1 to 512.",
            ]),
            Refusal(spec));
    }

    [Fact]
    public void A_resolution_that_the_stages_halve_away_is_refused()
    {
        var spec = Valid with { Resolution = 3, Stages = [.. Enumerable.Repeat(Valid.Stages[0], 3)] };

        Assert.Equal("net.json: $.resolution: got 3, too small for 3 stages.", Refusal(spec));
    }

    [Fact]
    public void An_absurd_resolution_is_one_problem()
    {
        var spec = Valid with { Stem = StemKind.ImageNet, Resolution = int.MaxValue };

        Assert.Equal("net.json: $.resolution: got 2147483647, expected 1 to 16384.", Refusal(spec));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    public void Scales_must_rise(int second)
    {
        Assert.Equal(
            $"net.json: $.scales[1]: got {second}, expected 3 to 1024.", Refusal(Valid with { Scales = [2, second] }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Fewer_than_2_or_more_than_6_scales_are_refused(int count)
    {
        var spec = Valid with
        {
            Scales = [.. Enumerable.Range(1, count)],
            Stages = [new ScaleNetStage(2, [[.. Enumerable.Repeat(1, count)]])],
        };

        Assert.Equal($"net.json: $.scales: got {count}, expected 2 to 6.", Refusal(spec));
    }

    [Fact]
    public void The_number_of_stages_is_limited()
    {
        Assert.Equal("net.json: $.stages: got 0, expected 1 to 6.", Refusal(Valid with { Stages = [] }));
        Assert.Equal(
            "net.json: $.stages: got 7, expected 1 to 6.",
            Refusal(ValidResNet with { Stages = [.. Enumerable.Repeat(new ResNetStage(4, 1), 7)] }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(513)]
    public void The_number_of_blocks_is_limited(int blocks)
    {
        Assert.Equal(
            $"net.json: $.stages[0].blocks: got {blocks}, expected 1 to 512.",
            Refusal(ValidResNet with { Stages = [new ResNetStage(4, blocks)] }));
    }

    [Fact]
    public void An_undefined_stem_is_refused()
    {
        Assert.Equal(
            "net.json: $.stem: got 7, expected ImageNet or Small.", Refusal(ValidResNet with { Stem = (StemKind)7 }));
    }

    [Fact]
    public void Lowering_refuses_what_is_not_valid_under_the_networks_name()
    {
        var error = Assert.Throws<SpecException>(() => (Valid with { Classes = 0 }).Lower());

        Assert.Equal("two blocks: $.classes: got 0, expected 1 to 1000000.", error.Message);
    }

    [Fact]
    public void The_fields_of_the_compared_families_are_checked()
    {
        Assert.Equal(
            "net.json: $.reduction: got 0, expected 1 to 1024; $.layout: got 7, expected Modern or Caffe.",
            Refusal(TinyNetworks.SeResNet with { Reduction = 0, Layout = (SeResNetLayout)7 }));
        Assert.Equal(
            "net.json: $.cardinality: got 0, expected 1 to 65536; $.groupWidth: got 0, expected 1 to 65536.",
            Refusal(TinyNetworks.ResNeXt with { Cardinality = 0, GroupWidth = 0 }));
        Assert.Equal(
            string.Join("; ", [
                "net.json: $.stemChannels: got 0, expected 1 to 65536",
                "$.growthRate: got 0, expected 1 to 65536",
                "$.bottleneckFactor: got 65, expected 1 to 64",
                "$.blocks[1]: got 0, expected 1 to 512.",
            ]),
            Refusal(TinyNetworks.DenseNet with { StemChannels = 0, GrowthRate = 0, BottleneckFactor = 65, Blocks = [1, 0] }));
        Assert.Equal(
            string.Join("; ", [
                "net.json: $.stemChannels: got 2, expected 3 to 3",
                "$.stemChannels[1]: got 0, expected 1 to 65536",
                "$.largeKernel: got 4, expected 3 or 5",
                "$.dropout: got 1, expected 0 to less than 1",
                "$.stages[0]: got 0, expected 1 to 26",
                "$.stages[1][0].large: got 0, expected 1 to 65536.",
            ]),
            Refusal(TinyNetworks.GoogLeNet with
            {
                StemChannels = [1, 0],
                LargeKernel = 4,
                Dropout = 1,
                Stages = [[], [new InceptionModule(1, 1, 1, 1, 0, 1)]],
            }));
    }

    [Fact]
    public void A_group_without_channels_is_refused()
    {
        var spec = TinyNetworks.ResNeXt with { Stages = [new ResNetStage(4, 1), new ResNetStage(1, 1)] };

        Assert.Equal(
            "net.json: $.stages[1].planes: makes 1 channels in 2 groups, expected one a group at least, 65536 at most.",
            Refusal(spec));
    }

    // The least resolution that the stages leave something of, found by trying shapes.
    [Theory]
    [InlineData("densenet121", 29)]
    [InlineData("googlenet", 31)]
    [InlineData("legacy_seresnet50", 5)]
    public void A_resolution_is_refused_exactly_where_no_pixel_is_left(string id, int least)
    {
        var spec = Catalog.Get(id).Spec;

        Assert.Contains("$.resolution: got", Refusal(spec with { Resolution = least - 1 }), StringComparison.Ordinal);
        var graph = (spec with { Resolution = least }).Lower();
        Assert.Throws<GraphException>(() => ShapeInference.Infer(graph, least - 1, least - 1));
        Assert.NotEmpty(ShapeInference.Infer(graph, least, least));
    }

    private static string Refusal(NetworkSpec spec) =>
        Assert.Throws<SpecException>(() => SpecValidator.Require(spec, "net.json")).Message;
}

using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Specs;

/// <summary>The short name of what a network is.</summary>
public sealed class SpecHashTests
{
    private static readonly ScaleNetSpec Spec = TinyNetworks.TwoBlocks;

    public static TheoryData<string, NetworkSpec> Changes => new()
    {
        { "stem", Spec with { Stem = StemKind.ImageNet } },
        { "stem channels", Spec with { StemChannels = 3 } },
        { "input channels", Spec with { InputChannels = 3 } },
        { "resolution", Spec with { Resolution = 5 } },
        { "classes", Spec with { Classes = 3 } },
        { "scales", Spec with { Scales = [1, 3] } },
        { "planes", Spec with { Stages = [new ScaleNetStage(3, [[2, 2], [2, 2]])] } },
        { "channels of a scale", Spec with { Stages = [new ScaleNetStage(2, [[2, 2], [2, 1]])] } },
        { "order of scales", Spec with { Stages = [new ScaleNetStage(2, [[2, 2], [1, 3]])] } },
        { "number of blocks", Spec with { Stages = [new ScaleNetStage(2, [[2, 2]])] } },
        { "division into stages", Spec with { Stages = [new ScaleNetStage(2, [[2, 2]]), new ScaleNetStage(2, [[2, 2]])] } },
    };

    public static TheoryData<string, NetworkSpec, NetworkSpec> ChangesOfFamilies => new()
    {
        { "layout", TinyNetworks.SeResNet, TinyNetworks.SeResNet with { Layout = SeResNetLayout.Caffe } },
        { "reduction", TinyNetworks.SeResNet, TinyNetworks.SeResNet with { Reduction = 8 } },
        { "cardinality", TinyNetworks.ResNeXt, TinyNetworks.ResNeXt with { Cardinality = 4 } },
        { "width of a group", TinyNetworks.ResNeXt, TinyNetworks.ResNeXt with { GroupWidth = 4 } },
        { "stem", TinyNetworks.DenseNet, TinyNetworks.DenseNet with { StemChannels = 5 } },
        { "growth rate", TinyNetworks.DenseNet, TinyNetworks.DenseNet with { GrowthRate = 3 } },
        { "bottleneck", TinyNetworks.DenseNet, TinyNetworks.DenseNet with { BottleneckFactor = 3 } },
        { "layers", TinyNetworks.DenseNet, TinyNetworks.DenseNet with { Blocks = [2, 3] } },
        { "stem", TinyNetworks.GoogLeNet, TinyNetworks.GoogLeNet with { StemChannels = [2, 3, 5] } },
        { "kernel", TinyNetworks.GoogLeNet, TinyNetworks.GoogLeNet with { LargeKernel = 3 } },
        { "dropout", TinyNetworks.GoogLeNet, TinyNetworks.GoogLeNet with { Dropout = 0.4 } },
        { "widths", TinyNetworks.GoogLeNet, TinyNetworks.GoogLeNet with { Stages = [[new InceptionModule(1, 2, 3, 4, 5, 7)], TinyNetworks.GoogLeNet.Stages[1]] } },
        { "stages", TinyNetworks.GoogLeNet, TinyNetworks.GoogLeNet with { Stages = [TinyNetworks.GoogLeNet.Stages[0]] } },
    };

    [Theory]
    [MemberData(nameof(ChangesOfFamilies))]
    public void Every_field_of_a_family_counts(string what, NetworkSpec spec, NetworkSpec changed)
    {
        Assert.False(SpecJson.Hash(spec) == SpecJson.Hash(changed), what);
        Assert.False(spec == changed, what);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Every_structural_change_changes_the_hash(string what, NetworkSpec changed)
    {
        Assert.False(SpecJson.Hash(Spec) == SpecJson.Hash(changed), what);
    }

    [Fact]
    public void The_name_does_not_change_the_hash()
    {
        Assert.Equal(SpecJson.Hash(Spec), SpecJson.Hash(Spec with { Name = "another" }));
    }

    [Fact]
    public void A_default_that_is_written_out_does_not_change_the_hash()
    {
        const string json = """
            {"family": "resnet", "name": "net", "stemChannels": 3, "resolution": 8, "classes": 2,
             "stages": [{"planes": 4, "blocks": 1}]}
            """;
        var written = json.Replace("\"classes\"", "\"stem\": \"imageNet\", \"classes\"", StringComparison.Ordinal);

        Assert.Equal(SpecJson.Hash(SpecJson.Read(json, "net.json")), SpecJson.Hash(SpecJson.Read(written, "net.json")));
    }

    // Checkpoints carry these: a hash that changes makes every older checkpoint a stranger.
    [Fact]
    public void The_hashes_of_the_catalogue_stay_as_they_are()
    {
        var lines = Catalog.All.Select(entry => $"{entry.Id} {SpecJson.Hash(entry.Spec)}\n");

        Golden.Check("Specs/hashes.txt", string.Concat(lines));
    }
}

using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Tests.Zoo.Detection;

namespace ScaleNet.Architecture.Tests.Specs.Detection;

/// <summary>Detectors as files.</summary>
public sealed class FasterRcnnJsonTests
{
    private static readonly FasterRcnnSpec Spec = Detectors.On("resnet11_small", DetectorHead.Fpn);

    public static TheoryData<string, string> Changes => new()
    {
        { "classes", FasterRcnnJson.Hash(Spec with { Classes = 3 }) },
        { "head", FasterRcnnJson.Hash(Spec with { Head = DetectorHead.C4 }) },
        { "backbone", FasterRcnnJson.Hash(Detectors.On("resnet20_small", DetectorHead.Fpn)) },
        { "size", FasterRcnnJson.Hash(Spec with { ShortSide = 600 }) },
        { "pixels", FasterRcnnJson.Hash(Spec with { PixelMean = [0, 0, 0] }) },
        { "anchors", FasterRcnnJson.Hash(Spec with { AnchorSizes = [[8], [16], [32], [65]] }) },
        { "ratios", FasterRcnnJson.Hash(Spec with { AnchorRatios = [1] }) },
        { "pyramid", FasterRcnnJson.Hash(Spec with { PyramidChannels = 32 }) },
        { "regions", FasterRcnnJson.Hash(Spec with { RegionSide = 5 }) },
        { "proposals", FasterRcnnJson.Hash(Spec with { Proposals = new ProposalSpec { Kept = 7 } }) },
        { "boxes", FasterRcnnJson.Hash(Spec with { Boxes = new BoxHeadSpec { Width = 7 } }) },
    };

    [Fact]
    public void What_is_written_is_read_again()
    {
        var spec = Spec with
        {
            AnchorSizes = [[8, 9], [16, 18], [32, 36], [64, 72]],
            RegionSide = 5,
            PixelMean = [0.1f, 0.2f, 0.3f],
            Boxes = new BoxHeadSpec { LeastScore = 0.25 },
        };

        Assert.Equal(spec, FasterRcnnJson.Read(FasterRcnnJson.Write(spec), "spec.json"));
        Assert.Equal(Spec, FasterRcnnJson.Read(FasterRcnnJson.WriteCompact(Spec), "spec.json"));
    }

    [Fact]
    public void What_follows_from_the_backbone_is_not_stored()
    {
        Assert.DoesNotContain("anchorSizes", FasterRcnnJson.Write(Spec));
        Assert.DoesNotContain("regionSide", FasterRcnnJson.Write(Spec));
        Assert.DoesNotContain("readSide", FasterRcnnJson.Write(Spec));
    }

    [Fact]
    public void Defaults_need_not_be_written()
    {
        const string Json = """
            {
              "name": "d", "classes": 20, "head": "c4",
              "backbone": { "family": "resnet", "name": "r", "resolution": 224, "classes": 10, "stemChannels": 8,
                            "stages": [{ "planes": 8, "blocks": 1 }, { "planes": 16, "blocks": 1 }] }
            }
            """;

        var spec = FasterRcnnJson.Read(Json, "spec.json");

        Assert.Equal((800, 1333, 2000, 0.05), (spec.ShortSide, spec.LongSide, spec.Proposals.KeptInTraining, spec.Boxes.LeastScore));
        Assert.Equal(14, spec.ReadSide);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void The_hash_changes_with_what_the_detector_is(string what, string hash)
    {
        Assert.NotEmpty(what);
        Assert.NotEqual(FasterRcnnJson.Hash(Spec), hash);
    }

    [Fact]
    public void The_hash_does_not_know_display_names()
    {
        var renamed = Spec with { Name = "other", Backbone = Spec.Backbone with { Name = "other" } };

        Assert.Equal(FasterRcnnJson.Hash(Spec), FasterRcnnJson.Hash(renamed));
    }

    [Theory]
    [InlineData("\"classes\": 20", "\"classes\": 20, \"klasses\": 3", "klasses")]
    [InlineData("\"head\": \"fpn\"", "\"head\": \"c5\"", "head")]
    [InlineData("\"head\": \"fpn\",", "", "head")]
    [InlineData("\"sampled\": 256", "\"sampled\": 0", "$.proposals.sampled: got 0, expected 1 to")]
    [InlineData("\"backgroundOverlap\": 0.3", "\"backgroundOverlap\": 0.8", "$.proposals.backgroundOverlap: got 0.8, expected at most objectOverlap, 0.7")]
    [InlineData("\"leastScore\": 0.05", "\"leastScore\": -1", "$.boxes.leastScore: got -1, expected 0 to 1")]
    [InlineData("\"inputChannels\": 3", "\"inputChannels\": 1", "$.pixelMean: got 3, expected 1 to 1")]
    public void What_is_wrong_is_said_in_one_line(string right, string wrong, string message)
    {
        var json = FasterRcnnJson.Write(Spec).Replace(right, wrong, StringComparison.Ordinal);

        var error = Assert.Throws<SpecException>(() => FasterRcnnJson.Read(json, "spec.json")).Message;

        Assert.StartsWith("spec.json: ", error);
        Assert.Contains(message, error);
        Assert.DoesNotContain('\n', error);
    }

    [Fact]
    public void All_problems_are_listed_together()
    {
        var spec = Spec with
        {
            Name = " ",
            Classes = 0,
            AnchorSizes = [[8], [16, 17]],
            AnchorRatios = [],
            Backbone = Spec.Backbone with { Resolution = 0 },
        };

        var error = Assert.Throws<SpecException>(() => spec.Lower()).Message;

        Assert.All(
            ["$.name: is empty", "$.classes: got 0", "$.anchorSizes[1]: 2 sizes, the first level has 1", "$.anchorRatios: got 0", "$.backbone: "],
            problem => Assert.Contains(problem, error));
    }

    [Fact]
    public void As_many_lists_of_anchor_sizes_as_levels_are_wanted() => Assert.Contains(
        "$.anchorSizes: got 2, expected 4 to 4", Assert.Throws<SpecException>(() => (Spec with { AnchorSizes = [[8], [16]] }).Lower()).Message);

    [Fact]
    public void A_network_without_stages_is_no_backbone() => Assert.Contains(
        "$.backbone.family: has no stages", Assert.Throws<SpecException>(() => Detectors.On("densenet121", DetectorHead.Fpn).Lower()).Message);
}

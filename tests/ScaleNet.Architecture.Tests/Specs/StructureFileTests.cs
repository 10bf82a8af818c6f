using System.Text.Json;
using FsCheck.Xunit;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Specs;

/// <summary>The release's structure files, read and written.</summary>
[Properties(Arbitrary = [typeof(NetworkArbitraries)])]
public sealed class StructureFileTests
{
    public static TheoryData<string> Published => ["scalenet50_light", "scalenet50", "scalenet101", "scalenet152"];

    [Theory]
    [MemberData(nameof(Published))]
    public void A_published_structure_is_written_as_it_was_read(string id)
    {
        var json = FixtureFile.Read("structures", $"{id}.json");

        var spec = StructureFile.Read(json, $"{id}.json", new StructureOptions());

        Assert.Equal(json.TrimEnd(), StructureFile.Write(spec).TrimEnd());
    }

    [Theory]
    [MemberData(nameof(Published))]
    public void A_published_structure_is_the_network_of_the_catalogue(string id)
    {
        var shipped = (ScaleNetSpec)Catalog.Get(id).Spec;

        var read = StructureFile.Read(
            FixtureFile.Read("structures", $"{id}.json"), "any.json", new StructureOptions { Name = shipped.Name });

        Assert.Equal(shipped, read);
        Assert.Equal(SpecJson.Hash(shipped), SpecJson.Hash(read));
    }

    [Fact]
    public void A_bare_structure_gets_the_published_networks_frame_and_the_files_name()
    {
        var spec = StructureFile.Read("[[3, 1, 0, 2, 56], [4, 0, 0, 0, 28]]", "a/mine.json", new StructureOptions());

        Assert.Equal(
            new ScaleNetSpec
            {
                Name = "mine",
                Stem = StemKind.ImageNet,
                StemChannels = 64,
                InputChannels = 3,
                Resolution = 224,
                Classes = 1000,
                Scales = [1, 2, 4, 7],
                Stages = [new ScaleNetStage(64, [[3, 1, 0, 2]]), new ScaleNetStage(128, [[4, 0, 0, 0]])],
            },
            spec);
    }

    [Fact]
    public void Options_say_what_the_file_does_not()
    {
        var options = new StructureOptions
        {
            Name = "small net",
            Scales = [1, 3],
            FirstPlanes = 16,
            Stem = StemKind.Small,
            InputChannels = 1,
            Classes = 10,
        };

        var spec = StructureFile.Read("[[3, 1, 28], [2, 2, 28], [4, 4, 14]]", "mine.json", options);

        Assert.Equal(
            new ScaleNetSpec
            {
                Name = "small net",
                Stem = StemKind.Small,
                StemChannels = 16,
                InputChannels = 1,
                Resolution = 28,
                Classes = 10,
                Scales = [1, 3],
                Stages = [new ScaleNetStage(16, [[3, 1], [2, 2]]), new ScaleNetStage(32, [[4, 4]])],
            },
            spec);
    }

    [Theory]
    [InlineData("[[1, 1, 8]]", 1, 2)]
    [InlineData("[[1, 1, 1, 8]]", 1, 2, 4)]
    [InlineData("[[1, 1, 1, 1, 8]]", 1, 2, 4, 7)]
    [InlineData("[[1, 1, 1, 1, 1, 8]]", 1, 2, 4, 7, 14)]
    [InlineData("[[1, 1, 1, 1, 1, 1, 8]]", 1, 2, 4, 7, 14, 28)]
    public void The_number_of_columns_gives_the_scales(string json, params int[] scales)
    {
        Assert.Equal(scales, StructureFile.Read(json, "mine.json", new StructureOptions()).Scales);
    }

    [Theory]
    [InlineData(224, 56, 28, 14, 7)]
    [InlineData(288, 72, 36, 18, 9)]
    [InlineData(225, 57, 28, 14, 7)]
    [InlineData(97, 25, 12, 6, 3)]
    public void Sides_follow_the_resolution_through_the_stem_and_the_stages(int resolution, params int[] sides)
    {
        Assert.Equal(sides, (TinyNetworks.OneBlockPerStage with { Resolution = resolution }).StageSides());
    }

    [Property]
    public void Any_list_of_two_to_six_scales_makes_a_network_for_its_resolution(ScaleNetSpec spec)
    {
        var graph = spec.Lower();

        var shapes = ShapeInference.Infer(graph, spec.Resolution, spec.Resolution);

        Assert.Equal(
            spec.StageSides(),
            Enumerable.Range(1, spec.Stages.Length).Select(stage => shapes[graph.Output($"layer{stage}").Index].Height));
    }

    [Property]
    public void What_is_written_has_a_row_a_block_that_ends_in_the_side(ScaleNetSpec spec)
    {
        var sides = spec.StageSides();

        var rows = JsonSerializer.Deserialize<int[][]>(StructureFile.Write(spec))!;

        Assert.Equal(spec.Blocks.Select(block => block.ToArray()), rows.Select(row => row[..^1]));
        Assert.Equal(spec.Stages.SelectMany((stage, i) => stage.Blocks.Select(_ => sides[i])), rows.Select(row => row[^1]));
    }
}

using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Tests.Plots;

/// <summary>Two blocks in two stages, scales 1 and 2; the plot is 240 px high.</summary>
/// <remarks>
/// <code>
///   block 1, stage 1: 3 + 1 channels        block 2, stage 2: 2 + 6 channels
///   share:     75 % = 180 px, 25 % = 60 px             25 % = 60 px, 75 % = 180 px
///   channels (axis to 8): 90 px, 30 px                         60 px, 180 px
/// </code>
/// </remarks>
public sealed class AllocationChartTests
{
    private static readonly BlockAllocation[] Blocks = [new("1", "Stage 1", [3, 1]), new("2", "Stage 2", [2, 6])];

    private static readonly int[] Scales = [1, 2];

    [Fact]
    public void Shares_fill_the_height_of_every_bar()
    {
        var segments = SvgReader.Parse(AllocationChart.Render("Tiny", Blocks, Scales)).Elements("rect", "segment");

        Assert.Equal([180.0, 60, 60, 180], segments.Select(rect => rect.Number("height")));
        Assert.Equal([88.0, 28, 208, 28], segments.Select(rect => rect.Number("y")));
    }

    [Fact]
    public void Channels_are_drawn_to_one_measure()
    {
        var chart = AllocationChart.Render("Tiny", Blocks, Scales, AllocationUnit.Channels);

        var heights = SvgReader.Parse(chart).Elements("rect", "segment").Select(rect => rect.Number("height"));
        Assert.Equal([90.0, 30, 60, 180], heights);
    }

    [Fact]
    public void Every_scale_has_one_colour_and_a_name()
    {
        var svg = SvgReader.Parse(AllocationChart.Render("Tiny", Blocks, Scales));

        // Two segments and the square of the legend each.
        Assert.Equal(3, svg.Elements("rect", "f0").Count);
        Assert.Equal(3, svg.Elements("rect", "f1").Count);
        Assert.Contains("scale 1", svg.Texts());
        Assert.Contains("scale 2", svg.Texts());
        Assert.Contains("Stage 2", svg.Texts());
    }

    [Fact]
    public void A_scale_without_channels_draws_nothing()
    {
        var chart = AllocationChart.Render("Tiny", [new("1", "Stage 1", [4, 0])], Scales);

        Assert.Single(SvgReader.Parse(chart).Elements("rect", "segment"));
    }

    [Fact]
    public void A_screen_reader_hears_what_the_chart_shows()
    {
        var svg = SvgReader.Parse(AllocationChart.Render("Tiny", Blocks, Scales));

        var ids = svg.Attribute("aria-labelledby")!.Value.Split(' ');
        var named = svg.Elements().Where(element => ids.Contains((string?)element.Attribute("id"))).ToList();
        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Equal("Tiny", named[0].Value);
        Assert.Equal(
            "Stacked bars, one per block from input to output, 2 blocks. " +
            "Of all channels: scale 1 41.7 %, scale 2 58.3 %.",
            named[1].Value);
    }

    [Fact]
    public void Fifty_blocks_stay_inside_the_picture()
    {
        var blocks = Enumerable.Range(1, 50).Select(index => new BlockAllocation($"{index}", "Stage 1", [1, 1]));

        var svg = SvgReader.Parse(AllocationChart.Render("Deep", [.. blocks], Scales));

        var segments = svg.Elements("rect", "segment");
        Assert.Equal(100, segments.Count);
        Assert.All(segments, rect => Assert.InRange(rect.Number("x") + rect.Number("width"), 0, svg.Number("width")));
    }

    [Fact]
    public void A_block_without_one_count_per_scale_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(
            () => AllocationChart.Render("Tiny", [new("7", "Stage 1", [1, 2, 3])], Scales));

        Assert.StartsWith("block 7: got [1, 2, 3], expected 2 counts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_small_chart_is_as_it_was() =>
        Golden.Match("allocation-chart.svg", AllocationChart.Render("Tiny", Blocks, Scales).ToSvg());
}

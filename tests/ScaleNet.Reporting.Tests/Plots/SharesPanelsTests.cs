using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Tests.Plots;

public sealed class SharesPanelsTests
{
    private static readonly SharesPanels Chart = new()
    {
        Title = "Allocations",
        Scales = [1, 2],
        StageStarts = new HashSet<int> { 0, 2 },
        Panels =
        [
            new("even", [[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]]),
            new("learned", [[0.75, 0.25], [0.25, 0.75], [0, 1]]),
        ],
    };

    [Fact]
    public void The_picture_is_the_expected_one() => Golden.Match("shares-panels.svg", Chart.Render().ToSvg());

    [Fact]
    public void Every_share_but_none_is_a_piece_of_its_height_and_its_scales_colour()
    {
        var svg = SvgReader.Parse(Chart.Render());
        var pieces = svg.Elements("rect", "segment");

        Assert.Equal(11, pieces.Count);
        Assert.Equal(5, pieces.Count(piece => piece.Attribute("class")!.Value.EndsWith("f0", StringComparison.Ordinal)));
        Assert.Equal(3, pieces[6].Number("height") / pieces[7].Number("height"), precision: 6); // 0.75 over 0.25
        Assert.Equal(
            "Stacked bars, one per block. Means over the blocks - even: scale 1 50.0 %, scale 2 50.0 %; learned: scale 1 33.3 %, scale 2 66.7 %.",
            Chart.Render().Description);
    }

    [Fact]
    public void A_wider_gap_parts_the_stages()
    {
        var left = SvgReader.Parse(Chart.Render()).Elements("rect", "segment").Select(piece => piece.Number("x")).Distinct().ToList();

        Assert.True(left[2] - left[1] > left[1] - left[0]);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(16)]
    [InlineData(50)]
    public void Bars_of_deep_networks_stay_inside_the_picture(int blocks)
    {
        var deep = Chart with { Panels = [.. Enumerable.Repeat(new SharesPanel("deep", [.. Enumerable.Repeat<double[]>([0.5, 0.5], blocks)]), 5)] };

        var svg = SvgReader.Parse(deep.Render());

        Assert.Equal(5 * blocks * 2, svg.Elements("rect", "segment").Count);
        Assert.All(svg.Elements("rect", "segment"), piece =>
            Assert.True(piece.Number("width") > 1 && piece.Number("x") + piece.Number("width") <= svg.Number("width")));
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        Assert.Throws<ArgumentException>(() => (Chart with { Panels = [] }).Render());
        Assert.Throws<ArgumentException>(() => (Chart with { Panels = [new("three", [[1, 0, 0]])] }).Render());
        Assert.Throws<ArgumentException>(() => (Chart with { Panels = [new("none", [])] }).Render());
    }
}

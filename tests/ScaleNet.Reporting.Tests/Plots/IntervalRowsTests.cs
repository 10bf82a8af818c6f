using ScaleNet.Evaluation.Statistics;
using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Tests.Plots;

public sealed class IntervalRowsTests
{
    // Invented numbers.
    private static readonly IntervalRows Chart = new()
    {
        Title = "Differences",
        Quantity = "Difference (percentage points); left of zero the first errs less, and this title is longer than the plot",
        Unit = "points",
        HasZero = true,
        Rows =
        [
            new("first − second", 0, [-1, -2, -3], -2, new Interval(-4.5, 0.5), new Interval(-3, -1)),
            new("a much longer name − another one", 1, [1], 1, Whisker: null),
        ],
    };

    [Fact]
    public void The_picture_is_the_expected_one() => Golden.Match("interval-rows.svg", Chart.Render().ToSvg());

    [Fact]
    public void Every_run_is_a_dot_every_row_a_mark_and_intervals_are_where_they_are_known()
    {
        var svg = SvgReader.Parse(Chart.Render());

        Assert.Equal(2, svg.Elements("path", "marker").Count);
        Assert.Equal(3, svg.Elements("circle", "f0").Count);
        Assert.Single(svg.Elements("circle", "f1"));
        Assert.Single(svg.Elements("rect", "segment"));
        Assert.Equal(3, svg.Elements("line", "l0").Count);
        Assert.Empty(svg.Elements("line", "l1"));
        Assert.Equal(
            "Differences. first − second: -2.00 points (-4.50 to 0.50) in 3 runs; a much longer name − another one: 1.00 points in 1 run.",
            Chart.Render().Description);
    }

    [Fact]
    public void The_ends_of_the_bar_are_at_their_values()
    {
        var svg = SvgReader.Parse(Chart.Render());
        var (bar, dots) = (svg.Elements("rect", "segment").Single(), svg.Elements("circle", "f0"));

        Assert.Equal(dots[2].Number("cx"), bar.Number("x"), tolerance: 0.02);
        Assert.Equal(dots[0].Number("cx"), bar.Number("x") + bar.Number("width"), tolerance: 0.02);
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        Assert.Throws<ArgumentException>(() => (Chart with { Rows = [] }).Render());
        Assert.Throws<ArgumentException>(() => (Chart with { Rows = [new("bad", 0, [1], double.NaN, null)] }).Render());
    }
}

using ScaleNet.Evaluation.Statistics;
using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Tests.Plots;

public sealed class ErrorCurvesTests
{
    // Invented numbers.
    private static readonly ErrorCurve[] Curves =
    [
        new("resnet", 0, [new(8e6, 0.2, new Interval(0.19, 0.21)), new(24e6, 0.15, new Interval(0.14, 0.16))]),
        new("learned", 2, [new(8e6, 0.18, null)]),
    ];

    [Fact]
    public void The_picture_is_the_expected_one() => Golden.Match("error-curves.svg", ErrorCurves.Render("Error", Curves).ToSvg());

    [Fact]
    public void Arms_keep_their_colour_and_a_single_point_is_no_line()
    {
        var chart = ErrorCurves.Render("Error", Curves);
        var svg = SvgReader.Parse(chart);

        Assert.Equal(2, Assert.Single(svg.Elements("polyline", "l0")).Points().Count);
        Assert.Empty(svg.Elements("polyline", "l2"));
        Assert.Equal(2, svg.Elements("path", "f2").Count); // in the legend and in the plot
        Assert.Equal(2 * 3, svg.Elements("line", "l0").Count); // an interval is a line with two ends
        Assert.Equal(
            "Mean top-1 error at each cost. resnet: 20.00 % at 8 MMACs, 15.00 % at 24 MMACs; learned: 18.00 % at 8 MMACs.", chart.Description);
    }

    [Fact]
    public void Marks_of_one_cost_stand_side_by_side()
    {
        ErrorCurve[] same = [new("one", 0, [new(8e6, 0.2, null)]), new("two", 1, [new(8e6, 0.2, null)])];

        var places = SvgReader.Parse(ErrorCurves.Render("Error", same)).Elements("path", "marker")
            .Where(mark => mark.Descendants().Any()).Select(mark => mark.Attribute("transform")!.Value);

        Assert.Equal(2, places.Distinct().Count());
    }

    [Fact]
    public void No_points_are_refused() => Assert.Throws<ArgumentException>(() => ErrorCurves.Render("Error", [new("one", 0, [])]));
}

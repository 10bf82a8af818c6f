using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Tests.Plots;

public sealed class ErrorVersusMacsTests
{
    [Fact]
    public void Every_network_is_a_labelled_point_in_words_too()
    {
        ErrorPoint[] points = [new("small", 2_900_000_000, 0.23), new("large", 11_200_000_000, 0.2)];

        var chart = ErrorVersusMacs.Render(points, budgetMacs: 4_000_000_000);

        var svg = SvgReader.Parse(chart);
        Assert.Equal(2, svg.Elements("path", "marker").Count);
        Assert.Single(svg.Elements("line", "dashed"));
        Assert.Subset(svg.Texts().ToHashSet(), new HashSet<string> { "small", "large", "budget", "GMACs per image" });
        Assert.Equal(
            "Each point is a network. small: 2.9 GMACs, error 23.00 %; large: 11.2 GMACs, error 20.00 %.",
            chart.Description);
    }

    [Fact]
    public void One_point_is_enough()
    {
        var svg = SvgReader.Parse(ErrorVersusMacs.Render([new("only", 1_000_000, 0)]));

        Assert.Single(svg.Elements("path", "marker"));
        Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_of_close_points_do_not_overlap()
    {
        var area = new Box(0, 0, 400, 300);
        Spot[] points = [new(200, 150), new(202, 152), new(204, 148), new(390, 10)];

        var places = LabelPlacement.Place(points, ["first one", "second one", "third one", "at the edge"], area);

        var pairs = places.SelectMany((box, i) => places.Skip(i + 1).Select(other => (box, other)));
        Assert.All(pairs, pair => Assert.False(pair.box.Overlaps(pair.other)));
        Assert.All(places, box => Assert.True(area.Contains(box)));
    }

    [Fact]
    public void An_error_that_is_not_finite_is_refused() =>
        Assert.Throws<ArgumentException>(() => ErrorVersusMacs.Render([new("broken", 1, double.NaN)]));
}

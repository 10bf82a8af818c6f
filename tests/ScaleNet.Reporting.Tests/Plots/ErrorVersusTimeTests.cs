using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Tests.Plots;

public sealed class ErrorVersusTimeTests
{
    // Invented numbers.
    private static readonly TimedPoint[] Points =
    [
        new("resnet", 120, 4_100_000_000, 0.247), new("gated", 131, 4_100_000_000, 0.233), new("scales", 118.5, 3_800_000_000, 0.22),
    ];

    [Fact]
    public void Every_network_is_a_point_of_both_panels()
    {
        var chart = ErrorVersusTime.Render(Points, "ms, 16 images at once");

        var svg = SvgReader.Parse(chart);
        Assert.Equal(2 * Points.Length, svg.Elements("path", "marker").Count);
        Assert.Subset(svg.Texts().ToHashSet(), new HashSet<string> { "resnet", "scales", "ms, 16 images at once", "GMACs per image" });
        Assert.Equal(
            "Each point is a network. Above: resnet: 120 ms, error 24.70 %; gated: 131 ms, error 23.30 %; scales: 118.5 ms, error 22.00 %. "
            + "Below: resnet: 4.1 GMACs, error 24.70 %; gated: 4.1 GMACs, error 23.30 %; scales: 3.8 GMACs, error 22.00 %.",
            chart.Description);
    }

    [Fact]
    public void The_picture_is_the_expected_one() =>
        Golden.Match("error-versus-time.svg", ErrorVersusTime.Render(Points, "ms, 16 images at once").ToSvg());

    [Fact]
    public void A_time_that_is_not_finite_is_refused() => Assert.Throws<ArgumentException>(
        () => ErrorVersusTime.Render([new("broken", double.PositiveInfinity, 1, 0.2)], "ms"));

    [Fact]
    public void No_points_are_refused() => Assert.Throws<ArgumentException>(() => ErrorVersusTime.Render([], "ms"));
}

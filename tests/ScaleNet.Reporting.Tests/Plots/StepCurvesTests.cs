using ScaleNet.Reporting.Plots;
using ScaleNet.Reporting.Tests.Reports;

namespace ScaleNet.Reporting.Tests.Plots;

public sealed class StepCurvesTests
{
    [Fact]
    public void Runs_of_different_length_share_the_axes()
    {
        StepCurve[] curves =
        [
            new("long", [ReportFixture.Step(50, 3), ReportFixture.Step(100, 2), ReportFixture.Step(400, 1)], []),
            new("short", [ReportFixture.Step(50, 3), ReportFixture.Step(100, 2)], []),
        ];

        var lines = SvgReader.Parse(StepCurves.Loss(curves)).Elements("polyline", "curve").Select(line => line.Points()).ToList();

        Assert.Equal([3, 2], lines.Select(line => line.Count));
        Assert.Equal(lines[0].Take(2), lines[1]);
    }

    [Fact]
    public void A_run_without_lines_of_steps_is_drawn_from_its_epochs()
    {
        var epochs = new[] { ReportFixture.Epoch(1, 0.5) with { Step = 100 }, ReportFixture.Epoch(2, 0.5) with { Step = 200 } };

        Assert.Equal(
            "Training loss over steps. old ends at 0.5 in step 200.", StepCurves.Loss([new("old", [], epochs)]).Description);
    }

    [Fact]
    public void A_long_run_is_drawn_by_means_that_keep_its_ends()
    {
        var steps = Enumerable.Range(1, 60_000).Select(step => ReportFixture.Step(step, step % 2 == 0 ? 1 : 3)).ToList();

        var chart = StepCurves.Loss([new("run", steps, [])]);

        var points = Assert.Single(SvgReader.Parse(chart).Elements("polyline", "curve")).Points();
        Assert.InRange(points.Count, 300, 400);
        Assert.Equal("Training loss over steps. run ends at 2 in step 59926.", chart.Description);
    }

    [Fact]
    public void A_value_that_is_not_finite_leaves_a_gap()
    {
        double[] losses = [5, 4, double.NaN, 2, 1];

        var svg = SvgReader.Parse(StepCurves.Loss(
            [new("a", [.. losses.Select((loss, i) => ReportFixture.Step(i + 1, loss))], [])]));

        Assert.Equal(2, svg.Elements("polyline", "curve").Count);
        Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_without_a_value_are_refused() =>
        Assert.Throws<ArgumentException>(() => StepCurves.Loss([new("a", [], [])]));
}

using ScaleNet.Evaluation.Boxes;
using ScaleNet.Evaluation.Coco;
using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Tests.Plots;

public sealed class PrecisionRecallTests
{
    private static readonly BoxXywh Square = new(0, 0, 40, 40);

    [Fact]
    public void Three_curves_go_over_all_recalls_with_their_average_precision_in_the_legend()
    {
        // One of two objects, at an IoU of 0.75: seen at six of ten thresholds. Recall up to 0.5 is 51 of 101 points.
        var chart = PrecisionRecall.Render(Evaluate([Square, new BoxXywh(100, 100, 40, 40)], Square with { Height = 30 }));
        var svg = SvgReader.Parse(chart);

        var lines = svg.Elements("polyline", "curve");
        Assert.Equal(3, lines.Count);
        Assert.All(lines, line => Assert.Equal(101, line.Points().Count));
        Assert.Equal(lines[0].Points(), lines[1].Points());
        Assert.NotEqual(lines[0].Points(), lines[2].Points());
        Assert.Superset(
            new HashSet<string> { "IoU 0.50 (0.50)", "IoU 0.75 (0.50)", "mean of IoU 0.50 to 0.95 (0.30)" }, svg.Texts().ToHashSet());
        Assert.Contains("IoU 0.75: average precision 0.50", chart.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Precision_one_is_at_the_top_and_recall_one_at_the_right()
    {
        var points = SvgReader.Parse(PrecisionRecall.Render(Evaluate([Square], Square))).Elements("polyline", "curve")[0].Points();

        Assert.Single(points.Select(point => point.Split(',')[1]).Distinct());
        Assert.Equal(("58,48", "504,48"), (points[0], points[^1]));
    }

    [Fact]
    public void Without_objects_there_is_no_curve() =>
        Assert.Contains("no category with an object", Assert.Throws<ArgumentException>(() => PrecisionRecall.Render(Evaluate([], Square))).Message, StringComparison.Ordinal);

    private static CocoResult Evaluate(BoxXywh[] objects, BoxXywh found) => CocoEvaluation.Run(
        new CocoInstances(
            [new CocoImage(1)],
            [new CocoCategory(1, "thing")],
            [.. objects.Select((box, index) => new CocoAnnotation(index, 1, 1, box, box.Area))]),
        new CocoDetections([new CocoDetection(1, 1, found, 0.5)]));
}

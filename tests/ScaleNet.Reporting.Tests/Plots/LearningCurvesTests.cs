using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Tests.Plots;

public sealed class LearningCurvesTests
{
    [Fact]
    public void Every_run_has_a_training_and_a_validation_line_with_marks()
    {
        LearningCurve[] curves = [new("a", [Epoch(1, 2), Epoch(2, 1)]), new("b", [Epoch(1, 3), Epoch(2, 2)])];

        var svg = SvgReader.Parse(LearningCurves.Loss(curves));

        Assert.Equal(4, svg.Elements("polyline", "curve").Count);
        Assert.Equal(2, svg.Elements("polyline", "dashed").Count);
        // Two marks on the line and one in the legend, each shape of its own.
        Assert.Equal(3, svg.Elements("path", "f0").Count);
        Assert.Equal(2, svg.Elements("path", "marker").Select(mark => mark.Attribute("d")!.Value).Distinct().Count());
    }

    [Fact]
    public void Error_is_one_minus_accuracy_in_per_cent()
    {
        var chart = LearningCurves.Error([new("a", [Epoch(1, 2)])]);

        Assert.Equal("Top-1 error (%) over epochs. In validation, a ends at 40 in epoch 1.", chart.Description);
    }

    [Fact]
    public void A_value_that_is_not_finite_leaves_a_gap()
    {
        var epochs = new[] { Epoch(1, 5), Epoch(2, 4), Epoch(3, double.NaN), Epoch(4, 2), Epoch(5, 1) };

        var svg = SvgReader.Parse(LearningCurves.Loss([new("a", epochs)]));

        Assert.Equal(2, svg.Elements("polyline", "dashed").Count);
        Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_without_a_finite_value_are_refused() =>
        Assert.Throws<ArgumentException>(() => LearningCurves.Loss([new("a", [])]));

    private static EpochMetrics Epoch(int epoch, double loss) => new()
    {
        Epoch = epoch,
        Step = epoch,
        LearningRate = 0.1,
        TrainLoss = loss,
        TrainTop1 = 0.5,
        ValidationLoss = loss,
        ValidationTop1 = 0.6,
        Seconds = 1,
        ImagesPerSecond = 1,
    };
}

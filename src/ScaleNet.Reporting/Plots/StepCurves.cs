using System.Globalization;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Reporting.Plots;

/// <summary>Training loss, learning rate and speed over the steps of several runs.</summary>
/// <remarks>A run of many lines is drawn by means over stretches of equally many lines: no screen has more points.</remarks>
public static class StepCurves
{
    private const int MostPoints = 400;

    /// <summary>Mean training loss per image since the line before.</summary>
    /// <exception cref="ArgumentException">No run has a finite value.</exception>
    public static SvgChart Loss(IReadOnlyList<StepCurve> curves) =>
        Render("Training loss per step", "Training loss", curves, step => step.IntervalLoss, epoch => epoch.TrainLoss);

    /// <summary>Learning rate.</summary>
    /// <exception cref="ArgumentException">No run has a finite value.</exception>
    public static SvgChart LearningRate(IReadOnlyList<StepCurve> curves) =>
        Render("Learning rate per step", "Learning rate", curves, step => step.LearningRate, epoch => epoch.LearningRate);

    /// <summary>Training images per second since the line before.</summary>
    /// <exception cref="ArgumentException">No run has a finite value.</exception>
    public static SvgChart Speed(IReadOnlyList<StepCurve> curves) => Render(
        "Training images per second",
        "Images per second",
        curves,
        step => step.IntervalImagesPerSecond,
        epoch => epoch.ImagesPerSecond);

    private static SvgChart Render(
        string title,
        string axisTitle,
        IReadOnlyList<StepCurve> curves,
        Func<StepMetrics, double> ofStep,
        Func<EpochMetrics, double> ofEpoch)
    {
        var lines = curves.Select((curve, run) => new ChartLine(run, "thin", HasMarks: true, Thinned(
            curve.Steps.Count > 0
                ? [.. curve.Steps.Select(step => ChartLine.PointOf(step.Step, ofStep(step)))]
                : [.. curve.Epochs.Select(epoch => ChartLine.PointOf(epoch.Step, ofEpoch(epoch)))]))).ToList();
        return new LineChart
        {
            Title = title,
            Description = Describe(axisTitle, curves, lines),
            XTitle = "Step",
            XName = "step",
            YTitle = axisTitle,
            Names = [.. curves.Select(curve => curve.Name)],
            Lines = lines,
        }.Render();
    }

    private static IReadOnlyList<Spot?> Thinned(IReadOnlyList<Spot?> points)
    {
        var stretch = (points.Count + MostPoints - 1) / MostPoints;
        return stretch <= 1 ? points : [.. points.Chunk(stretch).Select(MeanOf)];
    }

    private static Spot? MeanOf(Spot?[] points)
    {
        var shown = points.OfType<Spot>().ToList();
        return shown.Count == 0 ? null : new Spot(shown.Average(point => point.X), shown.Average(point => point.Y));
    }

    private static string Describe(string axisTitle, IReadOnlyList<StepCurve> curves, IReadOnlyList<ChartLine> lines)
    {
        var ends = curves.Zip(lines, (curve, line) => line.Last is { } last
            ? string.Create(CultureInfo.InvariantCulture, $"{curve.Name} ends at {last.Y:G4} in step {Math.Round(last.X)}")
            : $"{curve.Name} has no value");
        return $"{axisTitle} over steps. {string.Join("; ", ends)}.";
    }
}

using System.Globalization;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Reporting.Plots;

/// <summary>
/// Loss and top-1 error over the epochs of several runs; validation solid with marks, training dashed, averaged weights dotted.
/// </summary>
/// <remarks>A value that is missing or not finite leaves a gap.</remarks>
public static class LearningCurves
{
    /// <summary>Mean loss per image.</summary>
    /// <exception cref="ArgumentException">No run has an epoch with a finite value.</exception>
    public static SvgChart Loss(IReadOnlyList<LearningCurve> curves) => Render(
        "Loss per epoch",
        "Loss",
        curves,
        epoch => epoch.TrainLoss,
        epoch => epoch.ValidationLoss,
        epoch => epoch.ValidationEmaLoss);

    /// <summary>Top-1 error in per cent.</summary>
    /// <exception cref="ArgumentException">No run has an epoch with a finite value.</exception>
    public static SvgChart Error(IReadOnlyList<LearningCurve> curves) => Render(
        "Top-1 error per epoch",
        "Top-1 error (%)",
        curves,
        epoch => 100 * (1 - epoch.TrainTop1),
        epoch => 100 * (1 - epoch.ValidationTop1),
        epoch => 100 * (1 - epoch.ValidationEmaTop1));

    /// <summary>COCO's average precision in per cent: of the weights as they are, and averaged.</summary>
    /// <exception cref="ArgumentException">No run has an epoch with a finite value.</exception>
    public static SvgChart AveragePrecision(IReadOnlyList<LearningCurve> curves) => Render(
        "Average precision per epoch",
        "AP, IoU 0.50 to 0.95 (%)",
        curves,
        _ => null,
        epoch => 100 * epoch.ValidationAp,
        epoch => 100 * epoch.ValidationEmaAp);

    private static SvgChart Render(
        string title,
        string axisTitle,
        IReadOnlyList<LearningCurve> curves,
        Func<EpochMetrics, double?> training,
        Func<EpochMetrics, double?> validation,
        Func<EpochMetrics, double?> averaged)
    {
        var validations = Lines(curves, "", hasMarks: true, validation);
        var trainings = Lines(curves, "thin dashed", hasMarks: false, training);
        var averages = Lines(curves, "thin dotted", hasMarks: false, averaged);
        var hasAverages = averages.Any(line => line.Last is not null);
        return new LineChart
        {
            Title = title,
            Description = Describe(axisTitle, curves, validations),
            XTitle = $"Epoch (validation solid{(trainings.Any(line => line.Last is not null) ? ", training dashed" : "")}{(hasAverages ? ", averaged weights dotted" : "")})",
            XName = "epoch",
            YTitle = axisTitle,
            Names = [.. curves.Select(curve => curve.Name)],
            Lines = [.. trainings, .. averages, .. validations],
        }.Render();
    }

    private static List<ChartLine> Lines(
        IReadOnlyList<LearningCurve> curves, string css, bool hasMarks, Func<EpochMetrics, double?> measure) =>
    [
        .. curves.Select((curve, run) => new ChartLine(
            run, css, hasMarks, [.. curve.Epochs.Select(epoch => ChartLine.PointOf(epoch.Epoch, measure(epoch)))])),
    ];

    private static string Describe(
        string axisTitle, IReadOnlyList<LearningCurve> curves, IReadOnlyList<ChartLine> validations)
    {
        var ends = curves.Zip(validations, (curve, line) => line.Last is { } last
            ? string.Create(CultureInfo.InvariantCulture, $"{curve.Name} ends at {last.Y:G4} in epoch {last.X}")
            : $"{curve.Name} has no validation value");
        return $"{axisTitle} over epochs. In validation, {string.Join("; ", ends)}.";
    }
}

using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Reports;

/// <summary>Training loss, learning rate and speed over steps.</summary>
internal static class StepsSection
{
    public static void Write(ReportPage page, IReadOnlyList<StepCurve> curves)
    {
        var drawn = curves.Where(HasLoss).ToList();
        if (drawn.Count == 0)
        {
            return; // the section of epochs says so
        }

        page.Markup.Element("h2", "Along the steps");
        page.Markup.Start("div", ("class", "pair"));
        foreach (var chart in new[] { StepCurves.Loss(drawn), StepCurves.LearningRate(drawn), StepCurves.Speed(drawn) })
        {
            page.Figure(chart, chart.Title);
        }

        page.Markup.End();
    }

    private static bool HasLoss(StepCurve curve) => curve.Steps.Count > 0
        ? curve.Steps.Any(step => double.IsFinite(step.IntervalLoss))
        : curve.Epochs.Any(epoch => double.IsFinite(epoch.TrainLoss));
}

using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Reports;

/// <summary>Loss and error over epochs, side by side.</summary>
internal static class CurvesSection
{
    public static void Write(ReportPage page, IReadOnlyList<LearningCurve> curves)
    {
        page.Markup.Element("h2", "Learning curves");
        var drawn = curves.Where(curve => curve.Epochs.Any(epoch => double.IsFinite(epoch.TrainLoss))).ToList();
        if (drawn.Count == 0)
        {
            page.Markup.Element("p", "No epoch with a finite loss has been finished yet.");
            return;
        }

        page.Markup.Start("div", ("class", "pair"));
        foreach (var chart in new[] { LearningCurves.Loss(drawn), LearningCurves.Error(drawn) })
        {
            page.Figure(chart, chart.Title);
        }

        page.Markup.End();
    }
}

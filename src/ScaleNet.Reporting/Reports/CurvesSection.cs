using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Reports;

/// <summary>Loss and error, or average precision, over epochs, side by side.</summary>
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
        foreach (var chart in Charts(drawn))
        {
            page.Figure(chart, chart.Title);
        }

        page.Markup.End();
    }

    private static IEnumerable<SvgChart> Charts(List<LearningCurve> curves)
    {
        yield return LearningCurves.Loss(curves);
        if (curves.Exists(curve => curve.Epochs.Any(epoch => epoch.TrainTop1 is not null)))
        {
            yield return LearningCurves.Error(curves);
        }

        if (curves.Exists(curve => curve.Epochs.Any(epoch => epoch.ValidationAp is not null)))
        {
            yield return LearningCurves.AveragePrecision(curves);
        }
    }
}

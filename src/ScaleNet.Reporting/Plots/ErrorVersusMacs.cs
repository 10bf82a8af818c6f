namespace ScaleNet.Reporting.Plots;

/// <summary>Top-1 error against cost: one labelled point per network; lower and further left is better.</summary>
public static class ErrorVersusMacs
{
    /// <summary>Draws the chart.</summary>
    /// <param name="points">The networks; at least one.</param>
    /// <param name="budgetMacs">A dashed line at this cost, if given.</param>
    /// <exception cref="ArgumentException">There is no point, or an error is not finite.</exception>
    public static SvgChart Render(IReadOnlyList<ErrorPoint> points, long? budgetMacs = null)
    {
        const string Title = "Top-1 error versus multiply-accumulates";
        var panel = Panel(points, budgetMacs);
        return new SvgChart(
            Title, $"Each point is a network. {panel.Describe()}.", ErrorPanel.Width, ErrorPanel.Top + ErrorPanel.Height,
            svg => panel.Write(svg, ErrorPanel.Top));
    }

    internal static ErrorPanel Panel(IReadOnlyList<ErrorPoint> points, long? budgetMacs = null)
    {
        var costs = points.Select(point => point.Macs).Concat(budgetMacs is { } asked ? [asked] : []);
        var unit = MacsUnit.For(costs.DefaultIfEmpty().Max());
        return new ErrorPanel(
            $"{unit.Name} per image",
            unit.Name,
            [.. points.Select(point => (point.Label, point.Macs / unit.Size, point.Error))],
            budgetMacs is { } budget ? ("budget", budget / unit.Size) : null).Check();
    }
}

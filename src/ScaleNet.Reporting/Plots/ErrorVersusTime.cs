namespace ScaleNet.Reporting.Plots;

/// <summary>Top-1 error against measured time, and below it against cost: whether what is cheap to count is quick to run.</summary>
public static class ErrorVersusTime
{
    private const double Gap = 24;

    /// <summary>Draws the chart.</summary>
    /// <param name="points">The networks; at least one.</param>
    /// <param name="quantity">What was measured, with its unit: the title of the upper horizontal axis.</param>
    /// <exception cref="ArgumentException">There is no point, or one is not finite.</exception>
    public static SvgChart Render(IReadOnlyList<TimedPoint> points, string quantity)
    {
        const string Title = "Top-1 error versus measured time and versus multiply-accumulates";
        var times = new ErrorPanel(
            quantity, "ms", [.. points.Select(point => (point.Label, point.Milliseconds, point.Error))]).Check();
        var costs = ErrorVersusMacs.Panel([.. points.Select(point => new ErrorPoint(point.Label, point.Macs, point.Error))]);
        var second = ErrorPanel.Top + ErrorPanel.Height + Gap;
        return new SvgChart(
            Title,
            $"Each point is a network. Above: {times.Describe()}. Below: {costs.Describe()}.",
            ErrorPanel.Width,
            second + ErrorPanel.Height,
            svg =>
            {
                times.Write(svg, ErrorPanel.Top);
                costs.Write(svg, second);
            });
    }
}

namespace ScaleNet.Reporting.Plots;

/// <summary>One line of a chart.</summary>
/// <param name="Run">Number of the run that it belongs to: colour and mark follow from it.</param>
/// <param name="Css">Classes besides those: how thick it is, whether dashed.</param>
/// <param name="HasMarks">Whether marks with tooltips stand on it.</param>
/// <param name="Points">In order; null where nothing can be drawn.</param>
internal sealed record ChartLine(int Run, string Css, bool HasMarks, IReadOnlyList<Spot?> Points)
{
    /// <summary>The points that can be drawn.</summary>
    public IEnumerable<Spot> Shown => Points.OfType<Spot>();

    /// <summary>The last of them, if any.</summary>
    public Spot? Last => Points.LastOrDefault(point => point is not null);

    /// <summary>The point of a value, or null where there is none or it is not finite.</summary>
    public static Spot? PointOf(double x, double? y) => y is { } value && double.IsFinite(value) ? new Spot(x, value) : null;
}

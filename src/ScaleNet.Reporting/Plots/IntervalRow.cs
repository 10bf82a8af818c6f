using ScaleNet.Evaluation.Statistics;

namespace ScaleNet.Reporting.Plots;

/// <summary>A row of an <see cref="IntervalRows"/> chart.</summary>
/// <param name="Label">What stands left of it.</param>
/// <param name="Series">Colour and mark follow from it.</param>
/// <param name="Values">The single runs' values.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Whisker">An interval drawn as a line with ends, if any.</param>
/// <param name="Bar">An interval drawn as a bar around it, if any.</param>
internal sealed record IntervalRow(
    string Label, int Series, IReadOnlyList<double> Values, double Mean, Interval? Whisker, Interval? Bar = null)
{
    /// <summary>Everything that the axis must reach.</summary>
    public IEnumerable<double> Extent =>
        [.. Values, Mean, .. Ends(Whisker), .. Ends(Bar)];

    private static double[] Ends(Interval? interval) => interval is { } ends ? [ends.Low, ends.High] : [];
}

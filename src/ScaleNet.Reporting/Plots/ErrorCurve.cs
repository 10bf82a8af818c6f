namespace ScaleNet.Reporting.Plots;

/// <summary>A line of an <see cref="ErrorCurves"/> chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Series">Colour and mark follow from it.</param>
/// <param name="Points">By rising cost.</param>
internal sealed record ErrorCurve(string Name, int Series, IReadOnlyList<ErrorCurvePoint> Points);

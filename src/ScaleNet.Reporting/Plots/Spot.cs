namespace ScaleNet.Reporting.Plots;

/// <summary>A point of a chart; x to the right, y downwards.</summary>
internal readonly record struct Spot(double X, double Y);

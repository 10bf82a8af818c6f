namespace ScaleNet.Reporting.Plots;

/// <summary>A network's measured time, its cost and its error.</summary>
/// <param name="Label">Name beside the point.</param>
/// <param name="Milliseconds">Measured time of a batch, ms.</param>
/// <param name="Macs">Multiply-accumulates per image.</param>
/// <param name="Error">Top-1 error in [0,1].</param>
public sealed record TimedPoint(string Label, double Milliseconds, long Macs, double Error);

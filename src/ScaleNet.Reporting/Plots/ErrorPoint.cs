namespace ScaleNet.Reporting.Plots;

/// <summary>A network's cost and its error.</summary>
/// <param name="Label">Name beside the point.</param>
/// <param name="Macs">Multiply-accumulates per image.</param>
/// <param name="Error">Top-1 error in [0,1].</param>
public sealed record ErrorPoint(string Label, long Macs, double Error);

using ScaleNet.Evaluation.Statistics;

namespace ScaleNet.Reporting.Plots;

/// <summary>A mean error at a cost.</summary>
/// <param name="Macs">Multiply-accumulates per image.</param>
/// <param name="Error">Mean top-1 error in [0,1].</param>
/// <param name="Interval">Where the mean lies, in [0,1]; null of a single run.</param>
internal sealed record ErrorCurvePoint(double Macs, double Error, Interval? Interval);

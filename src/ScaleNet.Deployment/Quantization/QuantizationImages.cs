namespace ScaleNet.Deployment.Quantization;

/// <summary>The images of a quantisation: three different sets, so that nothing is judged by what it was chosen with.</summary>
/// <param name="Calibration">The ranges are measured on these.</param>
/// <param name="Comparison">The result is compared on these; null to compare nothing.</param>
/// <param name="Selection">These tell how many operators stay in float32; null where that is not asked for.</param>
public sealed record QuantizationImages(CalibrationImages Calibration, CalibrationImages? Comparison = null, CalibrationImages? Selection = null);

namespace ScaleNet.Deployment.Quantization;

/// <summary>An operator of a quantised model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it does, in ONNX's words.</param>
/// <param name="State">How it computes.</param>
/// <param name="Weights">Weights that it has.</param>
/// <param name="SignalToNoise">Of its own rounding, dB; null where nothing is rounded, infinite where nothing is lost.</param>
public sealed record OperatorReport(string Name, string Type, OperatorState State, long Weights, double? SignalToNoise);

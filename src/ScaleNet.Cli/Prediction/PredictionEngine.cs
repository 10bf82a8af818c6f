namespace ScaleNet.Cli.Prediction;

/// <summary>What computes a prediction.</summary>
internal enum PredictionEngine
{
    /// <summary>ONNX Runtime.</summary>
    Onnx,

    /// <summary>libtorch.</summary>
    Torch,
}

namespace ScaleNet.Deployment.Quantization;

/// <summary>What became of a model.</summary>
public sealed record QuantizationReport
{
    /// <summary>How it was quantised.</summary>
    public required QuantizationOptions Options { get; init; }

    /// <summary>Images that the ranges were measured on.</summary>
    public required int CalibrationImages { get; init; }

    /// <summary>Every operator, in the order in which they compute.</summary>
    public required IReadOnlyList<OperatorReport> Operators { get; init; }

    /// <summary>Bytes of the float32 model, with its data file.</summary>
    public required long FloatBytes { get; init; }

    /// <summary>Bytes of the quantised model, with its data file.</summary>
    public required long Bytes { get; init; }

    /// <summary>The quantised model against the float32 model; null if nothing was compared.</summary>
    public required ModelAgreement? Agreement { get; init; }

    /// <summary>What ONNX Runtime makes of the model on this machine: how often each operator occurs.</summary>
    public required IReadOnlyDictionary<string, int> EngineOperators { get; init; }

    /// <summary>What the user should know, one line each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}

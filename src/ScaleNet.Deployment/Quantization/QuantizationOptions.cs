namespace ScaleNet.Deployment.Quantization;

/// <summary>How a model is quantised.</summary>
public sealed record QuantizationOptions
{
    /// <summary>The integers that hold activations.</summary>
    public ActivationType Activations { get; init; } = ActivationType.UnsignedBytes;

    /// <summary>How ranges of activations are chosen.</summary>
    public CalibrationMethod Method { get; init; } = CalibrationMethod.MinMax;

    /// <summary>Share of the values that a range holds, in (0, 1], for <see cref="CalibrationMethod.Percentile"/>.</summary>
    public double Percentile { get; init; } = 0.9999;

    /// <summary>Whether weights have 7 bits, for processors without VNNI.</summary>
    public bool ReduceWeights { get; init; }

    /// <summary>Names of operators that stay in float32; a name may end with <c>*</c>.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Operators whose own signal-to-noise ratio is less stay in float32, dB.</summary>
    public double LeastSignalToNoise { get; init; } = 10;

    /// <summary>
    /// Points of top-1 accuracy (0.5 is half a per cent of the images) that may be lost: as many of the worst operators stay in
    /// float32 as that takes; null to accept any loss.
    /// </summary>
    public double? KeepAccuracyPoints { get; init; }

    /// <summary>Threads that compute.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Images that are computed at once, for a model that takes any number.</summary>
    public int BatchSize { get; init; } = 4;

    /// <summary>Calibration images on which each operator's own error is measured.</summary>
    public int ProbeImages { get; init; } = 16;

    /// <summary>Above this many bytes the tensors go to a file of their own beside the model.</summary>
    public long ExternalDataAbove { get; init; } = Export.ExportOptions.LargestSingleFile;
}

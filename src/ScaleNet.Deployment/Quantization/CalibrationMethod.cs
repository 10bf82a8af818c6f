namespace ScaleNet.Deployment.Quantization;

/// <summary>How the range of an activation is chosen from what it was on the calibration images.</summary>
public enum CalibrationMethod
{
    /// <summary>From the least value to the most.</summary>
    MinMax,

    /// <summary>As many values outside at each end as a share allows (<see cref="QuantizationOptions.Percentile"/>).</summary>
    Percentile,

    /// <summary>What loses least information, as the Kullback-Leibler divergence counts it (<see cref="EntropyThreshold"/>).</summary>
    Entropy,
}

namespace ScaleNet.Deployment.Quantization;

/// <summary>How an operator of a quantised model computes, and why.</summary>
public enum OperatorState
{
    /// <summary>With integers.</summary>
    Quantized,

    /// <summary>It only hands integers on, or is done by the operator before it.</summary>
    Carried,

    /// <summary>In float32: there are no integers for it.</summary>
    NotQuantizable,

    /// <summary>In float32, as it only hands on what is float32.</summary>
    BetweenFloats,

    /// <summary>In float32: the user said so.</summary>
    Excluded,

    /// <summary>In float32: its own error is too large.</summary>
    TooNoisy,

    /// <summary>In float32: without it too much accuracy would be lost.</summary>
    Restored,
}

namespace ScaleNet.Modeling.Detection;

/// <summary>How a correction's distance from its target is measured.</summary>
internal enum BoxLoss
{
    /// <summary>Quadratic up to 1/9, then linear: of published detectors.</summary>
    SmoothL1,

    /// <summary>Linear.</summary>
    L1,
}

namespace ScaleNet.Architecture.Allocation;

/// <summary>What a budget limits.</summary>
public enum CostKind
{
    /// <summary>Multiply-accumulates of one image at the design resolution.</summary>
    Macs,

    /// <summary>Learned values.</summary>
    Parameters,

    /// <summary>Nanoseconds of one image on a machine that was measured.</summary>
    Latency,
}

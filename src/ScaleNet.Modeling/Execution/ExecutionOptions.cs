namespace ScaleNet.Modeling.Execution;

/// <summary>How a graph is run; never what it computes.</summary>
public sealed record ExecutionOptions
{
    /// <summary>Numbers of the maps.</summary>
    public ComputePrecision Precision { get; init; } = ComputePrecision.Full;

    /// <summary>Order of the maps in memory.</summary>
    public MemoryLayout Layout { get; init; } = MemoryLayout.Contiguous;

    /// <summary>Whether ReLU and addition overwrite an input that nobody else reads.</summary>
    public bool InPlace { get; init; } = true;
}

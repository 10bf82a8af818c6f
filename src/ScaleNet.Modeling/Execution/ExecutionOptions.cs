namespace ScaleNet.Modeling.Execution;

/// <summary>How a graph is run; never what it computes.</summary>
public sealed record ExecutionOptions
{
    /// <summary>Numbers of the maps.</summary>
    public ComputePrecision Precision { get; init; } = ComputePrecision.Full;

    /// <summary>Order of the maps in memory; bfloat16 is always channels-last.</summary>
    /// <remarks>
    /// The bundled oneDNN (3.7.1) computes contiguous bfloat16 convolutions wrongly where the output channels are not a multiple
    /// of 16: it prepares the last block of weights wrongly on processors with AVX-512.
    /// </remarks>
    public MemoryLayout Layout
    {
        get => Precision == ComputePrecision.BFloat16 ? MemoryLayout.ChannelsLast : field;
        init;
    }

    /// <summary>Whether ReLU and addition overwrite an input that nobody else reads.</summary>
    public bool InPlace { get; init; } = true;

    /// <summary>
    /// Whether the batch norm of a branch that is enlarged by replication runs before the enlargement: the same values from
    /// fewer, since batch norm acts pointwise and replication changes no mean and no variance.
    /// </summary>
    public bool NormalizeAtBranchSize { get; init; } = true;

    /// <summary>
    /// Whether max-pooling of contiguous maps on the processor goes through channels-last where no gradient is wanted: the same
    /// values, in vectors.
    /// </summary>
    public bool PoolInVectors { get; init; } = true;
}

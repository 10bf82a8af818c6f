namespace ScaleNet.Modeling.Execution;

/// <summary>The order of a map's values in memory.</summary>
public enum MemoryLayout
{
    /// <summary>N, C, H, W.</summary>
    Contiguous,

    /// <summary>N, H, W, C in memory under the shape N, C, H, W ("channels last").</summary>
    ChannelsLast,
}

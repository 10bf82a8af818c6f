namespace ScaleNet.Architecture.Graphs;

/// <summary>Where a branch convolution of a scale-aggregation block stands: all that the allocator needs.</summary>
/// <param name="Block">Index of the block, counted through the whole network from 0.</param>
/// <param name="Scale">Index into the network's list of scales.</param>
public readonly record struct BranchPlace(int Block, int Scale);

using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Zoo;

/// <summary>A feature map in two parts.</summary>
/// <param name="High">The channels at full size.</param>
/// <param name="Low">The channels at half the size, rounding down; null where there are none.</param>
internal readonly record struct OctaveMap(NodeId High, NodeId? Low);

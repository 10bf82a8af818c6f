using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Cost;

/// <summary>What one node costs for one image.</summary>
/// <param name="Node">The node.</param>
/// <param name="Output">Its output's shape.</param>
/// <param name="Parameters">Learned values.</param>
/// <param name="Macs">Multiply-accumulates of convolutions and linear layers.</param>
/// <param name="ActivationBytes">Bytes of its output in float32.</param>
public sealed record NodeCost(Node Node, MapShape Output, long Parameters, long Macs, long ActivationBytes);

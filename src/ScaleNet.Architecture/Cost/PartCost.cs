namespace ScaleNet.Architecture.Cost;

/// <summary>The summed cost of a part of a network: a block, the stem, the head.</summary>
public sealed record PartCost(string Part, long Parameters, long Macs, long ActivationBytes);

namespace ScaleNet.Reporting.Plots;

/// <summary>How many channels a block gives to each scale.</summary>
/// <param name="Label">Short name of the block, such as its number.</param>
/// <param name="Stage">Name of its stage; neighbours with the same name are grouped.</param>
/// <param name="ChannelsPerScale">One count per scale, zero for a scale without channels.</param>
public sealed record BlockAllocation(string Label, string Stage, IReadOnlyList<int> ChannelsPerScale);

namespace ScaleNet.Architecture.Comparison;

/// <summary>One input of a merge: features of one scale.</summary>
/// <param name="Kernel">Side of the largest convolution kernel on the way from where the branches part; 0 without any.</param>
/// <param name="Reduction">By how much its map is smaller than the merged one while it is worked on; 1 for the full map.</param>
/// <param name="Pooling">Window of a pooling with stride 1 on the way, itself a scale; 0 without one.</param>
/// <param name="Channels">Channels that it carries at its own size.</param>
public sealed record MultiScaleBranch(int Kernel, int Reduction, int Pooling, int Channels);

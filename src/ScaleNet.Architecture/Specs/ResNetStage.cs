namespace ScaleNet.Architecture.Specs;

/// <summary>A stage of bottleneck blocks of one width and one map size.</summary>
/// <param name="Planes">Channels inside a block; it puts out four times as many.</param>
/// <param name="Blocks">How many.</param>
public sealed record ResNetStage(int Planes, int Blocks);

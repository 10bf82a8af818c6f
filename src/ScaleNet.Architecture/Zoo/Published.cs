namespace ScaleNet.Architecture.Zoo;

/// <summary>A published ImageNet result, single 224 crop, in percent.</summary>
/// <param name="Top1Error">Top-1 error.</param>
/// <param name="Top5Error">Top-5 error; null where the source at hand does not give it.</param>
/// <param name="Source">Who published it.</param>
public sealed record Published(double Top1Error, double? Top5Error, string Source);

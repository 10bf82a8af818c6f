namespace ScaleNet.ServingLoad;

/// <summary>How a server computes.</summary>
/// <param name="Instances">Batches that are computed at the same time, each by all processors; null for what suits the requests that are there.</param>
/// <param name="MaxBatch">Most rows that are computed together.</param>
internal sealed record ServerSetting(int? Instances, int MaxBatch);

namespace ScaleNet.Serving.Batching;

/// <summary>How requests become batches.</summary>
/// <param name="MaxRows">Most rows of a batch; 1 where requests are computed one by one.</param>
/// <param name="Delay">How long the first request waits for others; zero: those that are there are shared out among the batches.</param>
/// <param name="Instances">Batches that are computed at the same time.</param>
internal sealed record BatchOptions(int MaxRows, TimeSpan Delay, int Instances);

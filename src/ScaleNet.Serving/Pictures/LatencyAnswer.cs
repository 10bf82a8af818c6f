namespace ScaleNet.Serving.Pictures;

/// <summary>Where the time went, in milliseconds.</summary>
/// <param name="Decode">Decoding and preparing the picture, waiting for a thread included.</param>
/// <param name="Queue">Waiting for the computation.</param>
/// <param name="Compute">Computing the batch that it was in.</param>
/// <param name="Total">From the last byte of the request to the answer.</param>
internal sealed record LatencyAnswer(double Decode, double Queue, double Compute, double Total);

namespace ScaleNet.ServingLoad;

/// <summary>What a server did under load.</summary>
/// <param name="PerSecond">Requests that were answered.</param>
/// <param name="Median">Of the time to the last byte of an answer, ms.</param>
/// <param name="Percentile99">Of 100 answers 99 came faster, ms.</param>
/// <param name="RowsPerBatch">Rows of the batch that a request was in, on the average of requests.</param>
/// <param name="Load">The system's load average before the measurement.</param>
internal sealed record LoadResult(double PerSecond, double Median, double Percentile99, double RowsPerBatch, string Load);

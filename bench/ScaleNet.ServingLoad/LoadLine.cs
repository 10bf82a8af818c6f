namespace ScaleNet.ServingLoad;

/// <summary>A line of the result: the server beside the model alone, in turns.</summary>
/// <param name="Model">The model's file.</param>
/// <param name="Setting">How the server computed.</param>
/// <param name="Connections">Clients that each send the next request when the last one is answered.</param>
/// <param name="Server">What the server did.</param>
/// <param name="RowsPerBatch">Rows of the batch that a request was in, on the average of requests.</param>
/// <param name="Alone">One caller of the model in the measuring process, an image a call by all processors.</param>
/// <param name="Best">The threads, the callers and the batch with which the model alone computes most images.</param>
/// <param name="Limit">What it computes with those.</param>
/// <param name="LoadBefore">The system's load average before.</param>
internal sealed record LoadLine(
    string Model,
    ServerSetting Setting,
    int Connections,
    LoadResult Server,
    double RowsPerBatch,
    LoadResult Alone,
    InProcessSetting Best,
    LoadResult Limit,
    string LoadBefore)
{
    /// <summary>What the server adds to the median of one caller, ms; of interest with one client.</summary>
    public double AddedMedian => Server.Median - Alone.Median;

    /// <summary>What the server reaches of the model's own throughput.</summary>
    public double ShareOfLimit => Server.RowsPerSecond / Limit.RowsPerSecond;
}

namespace ScaleNet.Serving.Telemetry;

/// <summary>The names under which Prometheus finds the server's numbers.</summary>
internal static class MetricNames
{
    public const string Meter = "ScaleNet.Serving";

    public const string Requests = "scalenet_requests_total";
    public const string RequestSeconds = "scalenet_request_seconds";
    public const string QueueSeconds = "scalenet_queue_seconds";
    public const string ComputeSeconds = "scalenet_compute_seconds";
    public const string BatchRows = "scalenet_batch_rows";
    public const string Reloads = "scalenet_reloads_total";
    public const string RequestsUnderWay = "scalenet_requests_under_way";
    public const string QueueLength = "scalenet_queue_length";
    public const string Ready = "scalenet_ready";
    public const string ResidentBytes = "process_resident_memory_bytes";

    public const string Endpoint = "endpoint";
    public const string Status = "status";
    public const string Model = "model";
    public const string Version = "version";
    public const string Outcome = "outcome";
}

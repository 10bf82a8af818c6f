using System.Diagnostics.Metrics;
using ScaleNet.Serving.Batching;
using ScaleNet.Serving.Models;

namespace ScaleNet.Serving.Telemetry;

/// <summary>What the server counts, as instruments of .NET: any listener of the process can read them, /metrics is one.</summary>
internal sealed class ServingMetrics : IDisposable
{
    private static readonly double[] SecondsBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
    private static readonly double[] RowsBounds = [1, 2, 4, 8, 16, 32, 64, 128];

    private readonly Counter<long> _requests;
    private readonly Histogram<double> _requestSeconds;
    private readonly Histogram<double> _queueSeconds;
    private readonly Histogram<double> _computeSeconds;
    private readonly Histogram<double> _batchRows;
    private readonly Counter<long> _reloads;

    /// <param name="catalog">The models, of which the lengths of the queues are read.</param>
    /// <param name="isReady">Whether the server is ready.</param>
    public ServingMetrics(ModelCatalog catalog, Func<bool> isReady)
    {
        Meter = new Meter(MetricNames.Meter);
        _requests = Meter.CreateCounter<long>(MetricNames.Requests, description: "Requests that were answered, by endpoint and status.");
        _requestSeconds = Seconds(MetricNames.RequestSeconds, "From the arrival of a request to the end of its answer.");
        _queueSeconds = Seconds(MetricNames.QueueSeconds, "From a request's arrival in the queue of its model to its computation.");
        _computeSeconds = Seconds(MetricNames.ComputeSeconds, "The computation of the batch that a request was in.");
        _batchRows = Histogram(MetricNames.BatchRows, "Rows of the batch that a request was in.", RowsBounds);
        _reloads = Meter.CreateCounter<long>(MetricNames.Reloads, description: "Changes of model files that were seen, by what became of them.");
        Meter.CreateObservableGauge(
            MetricNames.RequestsUnderWay, () => PerModel(catalog, (slot, _) => slot.Admission.Count),
            description: "Requests of a model that wait or are computed.");
        Meter.CreateObservableGauge(
            MetricNames.QueueLength, () => PerModel(catalog, (_, model) => model.QueueLength), description: "Requests that wait for their computation.");
        Meter.CreateObservableGauge(MetricNames.Ready, () => isReady() ? 1L : 0L, description: "Whether the server takes requests.");
        Meter.CreateObservableGauge(
            MetricNames.ResidentBytes, () => Environment.WorkingSet, description: "Memory of the process that is in use.");
    }

    /// <summary>What the instruments belong to.</summary>
    public Meter Meter { get; }

    /// <summary>A request was answered.</summary>
    public void Answered(string endpoint, int status, TimeSpan time)
    {
        _requests.Add(1, new(MetricNames.Endpoint, endpoint), new(MetricNames.Status, status));
        _requestSeconds.Record(time.TotalSeconds, new KeyValuePair<string, object?>(MetricNames.Endpoint, endpoint));
    }

    /// <summary>A model computed something for a request.</summary>
    public void Computed(ModelSlot slot, JobResult result)
    {
        KeyValuePair<string, object?> model = new(MetricNames.Model, slot.File.Name);
        KeyValuePair<string, object?> version = new(MetricNames.Version, slot.Version);
        _queueSeconds.Record(result.Waited.TotalSeconds, model, version);
        _computeSeconds.Record(result.Computed.TotalSeconds, model, version);
        _batchRows.Record(result.BatchRows, model, version);
    }

    /// <summary>A file was seen to have changed.</summary>
    public void Reload(ModelFile file, string outcome) => _reloads.Add(
        1, new(MetricNames.Model, file.Name), new(MetricNames.Version, file.VersionText), new(MetricNames.Outcome, outcome));

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();

    private Histogram<double> Seconds(string name, string description) => Histogram(name, description, SecondsBounds);

    private Histogram<double> Histogram(string name, string description, double[] bounds) => Meter.CreateHistogram(
        name, unit: null, description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });

    private static List<Measurement<long>> PerModel(ModelCatalog catalog, Func<ModelSlot, LoadedModel, long> read)
    {
        var values = new List<Measurement<long>>();
        foreach (var slot in catalog.Slots)
        {
            using var lease = slot.Enter();
            if (lease is not null)
            {
                values.Add(new Measurement<long>(
                    read(slot, lease.Model), new(MetricNames.Model, slot.File.Name), new(MetricNames.Version, slot.Version)));
            }
        }

        return values;
    }
}

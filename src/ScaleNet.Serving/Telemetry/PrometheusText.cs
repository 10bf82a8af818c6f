using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace ScaleNet.Serving.Telemetry;

/// <summary>The instruments of a meter in Prometheus's text format, version 0.0.4.</summary>
internal sealed class PrometheusText : IDisposable
{
    /// <summary>The format's media type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, ConcurrentDictionary<string, MetricSeries>> _series = [];
    private readonly Lock _lock = new();

    /// <param name="meter">The meter, with all its instruments.</param>
    public PrometheusText(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
            {
                _series[instrument] = new(StringComparer.Ordinal);
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Record(instrument, value, labels));
        _listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Record(instrument, value, labels));
        _listener.Start();
    }

    /// <summary>All values now.</summary>
    public string Write()
    {
        lock (_lock) // gauges are read anew: two readers would see each other's half
        {
            foreach (var gauge in _series.Where(pair => pair.Key.IsObservable))
            {
                gauge.Value.Clear(); // a model may be gone
            }

            _listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (var (instrument, series) in _series.OrderBy(pair => pair.Key.Name, StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"# HELP {instrument.Name} {instrument.Description}\n");
                text.Append(CultureInfo.InvariantCulture, $"# TYPE {instrument.Name} {KindOf(instrument)}\n");
                foreach (var (_, one) in series.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    one.Write(text);
                }
            }

            return text.ToString();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var text = LabelsOf(labels);
        var series = _series[instrument].GetOrAdd(text, key => new MetricSeries(instrument.Name, key, BoundsOf(instrument)));
        if (instrument.IsObservable)
        {
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }

    private static IReadOnlyList<double>? BoundsOf(Instrument instrument) =>
        instrument is Histogram<double> histogram ? histogram.Advice!.HistogramBucketBoundaries : null;

    private static string KindOf(Instrument instrument) =>
        instrument is Histogram<double> ? "histogram" : instrument.IsObservable ? "gauge" : "counter";

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in labels)
        {
            text.Append(text.Length > 0 ? "," : "").Append(name).Append("=\"");
            var word = Convert.ToString(value, CultureInfo.InvariantCulture)!;
            text.Append(word.Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
        }

        return text.ToString();
    }
}

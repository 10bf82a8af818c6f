using System.Globalization;
using System.Text;

namespace ScaleNet.Serving.Telemetry;

/// <summary>The values of one instrument with one set of labels.</summary>
internal sealed class MetricSeries
{
    private readonly Lock _lock = new();
    private readonly string _name;
    private readonly string _labels;
    private readonly double[]? _bounds;
    private readonly long[] _counts;
    private double _value;
    private long _count;

    /// <param name="name">The metric.</param>
    /// <param name="labels">Its labels as they are written, without braces.</param>
    /// <param name="bounds">Upper ends of the buckets of a histogram; null for a counter or a gauge.</param>
    public MetricSeries(string name, string labels, IReadOnlyList<double>? bounds)
    {
        (_name, _labels, _bounds) = (name, labels, bounds?.ToArray());
        _counts = new long[bounds?.Count ?? 0];
    }

    /// <summary>Adds to a counter, or a value to a histogram.</summary>
    public void Add(double value)
    {
        lock (_lock)
        {
            _value += value;
            _count++;
            for (var i = 0; i < _counts.Length; i++)
            {
                if (value <= _bounds![i])
                {
                    _counts[i]++; // Prometheus's buckets hold all that is below
                }
            }
        }
    }

    /// <summary>Sets a gauge.</summary>
    public void Set(double value)
    {
        lock (_lock)
        {
            _value = value;
        }
    }

    /// <summary>Writes the lines of the series.</summary>
    public void Write(StringBuilder text)
    {
        lock (_lock)
        {
            if (_bounds is null)
            {
                Line(text, "", _labels, _value);
                return;
            }

            for (var i = 0; i < _bounds.Length; i++)
            {
                Line(text, "_bucket", With(_bounds[i].ToString(CultureInfo.InvariantCulture)), _counts[i]);
            }

            Line(text, "_bucket", With("+Inf"), _count);
            Line(text, "_sum", _labels, _value);
            Line(text, "_count", _labels, _count);
        }
    }

    private string With(string bound) => _labels.Length == 0 ? $"le=\"{bound}\"" : $"{_labels},le=\"{bound}\"";

    private void Line(StringBuilder text, string suffix, string labels, double value)
    {
        text.Append(_name).Append(suffix);
        if (labels.Length > 0)
        {
            text.Append('{').Append(labels).Append('}');
        }

        text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }
}

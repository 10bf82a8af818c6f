using ScaleNet.Data.Loading;

namespace ScaleNet.Deployment.Quantization;

/// <summary>What the values of a model were on calibration images: a histogram each, however many images there are.</summary>
internal sealed class Calibration
{
    private readonly FloatModel _model;
    private readonly QuantizationOptions _options;
    private readonly SortedDictionary<string, StreamingHistogram> _histograms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ValueRange> _ranges = [];

    private Calibration(FloatModel model, QuantizationOptions options) => (_model, _options) = (model, options);

    /// <summary>Images that were looked at.</summary>
    public int Images { get; private set; }

    /// <summary>Runs the model in single precision, with the values as further outputs.</summary>
    /// <param name="model">The model.</param>
    /// <param name="values">Which values.</param>
    /// <param name="images">The images.</param>
    /// <param name="options">How ranges are chosen, and with how many threads.</param>
    /// <param name="stop">Gives up after the current batch.</param>
    /// <exception cref="QuantizationException">A value is not finite; the message names it and the images.</exception>
    public static Calibration Run(
        FloatModel model, IEnumerable<string> values, CalibrationImages images, QuantizationOptions options, CancellationToken stop)
    {
        var calibration = new Calibration(model, options);
        foreach (var value in values)
        {
            calibration._histograms.Add(value, new StreamingHistogram());
        }

        var inner = calibration._histograms.Keys.Where(value => value != model.Input).ToArray();
        using var session = TensorSession.Open(model.Proto, model.Source, inner, options.Threads);
        foreach (var batch in images.Read(session.FixedBatch ?? options.BatchSize, images.Count))
        {
            stop.ThrowIfCancellationRequested();
            if (calibration._histograms.TryGetValue(model.Input, out var pixels))
            {
                calibration.Count(pixels, model.Input, batch.Images, batch);
            }

            session.Run(batch.Images, batch.Count, batch.Shape, (index, tensor) =>
                calibration.Count(calibration._histograms[inner[index]], inner[index], tensor, batch));
            calibration.Images += batch.Count;
        }

        return calibration.Images > 0
            ? calibration
            : throw new QuantizationException($"{images.Name}: none of the images can be read ({string.Join(' ', images.Problems)}). Give others.");
    }

    /// <summary>The scale and zero point of an integer value and of all that share them.</summary>
    public AffineQuantization Quantization(QuantizationPlan plan, string value)
    {
        var range = plan.Sources(value).Select(RangeOf).Aggregate((sum, next) => sum.Union(next));
        return AffineQuantization.Over(range, IntegerRange.Of(_options.Activations));
    }

    private void Count(StreamingHistogram histogram, string value, ReadOnlySpan<float> tensor, Batch batch)
    {
        if (!histogram.TryAdd(tensor))
        {
            throw new QuantizationException(FormattableString.Invariant(
                $"{_model.Source}: '{value}' is not finite for one of the calibration images {batch.SampleIndices[0]} to {batch.SampleIndices[^1]}. ")
                + "Give other weights, or leave these images out.");
        }
    }

    private ValueRange RangeOf(string value)
    {
        if (!_ranges.TryGetValue(value, out var range))
        {
            range = _histograms.TryGetValue(value, out var histogram) ? Choose(histogram) : OfInputs(value);
            _ranges.Add(value, range);
        }

        return range;
    }

    // Only what hands values on has no histogram of its own.
    private ValueRange OfInputs(string value) => OperatorRoles.Maps(_model.Producer(value)!, OperatorRole.Carrier)
        .Select(RangeOf).Aggregate((sum, next) => sum.Union(next));

    private ValueRange Choose(StreamingHistogram histogram) => _options.Method switch
    {
        CalibrationMethod.MinMax => new ValueRange(histogram.Least, histogram.Most),
        CalibrationMethod.Percentile => histogram.Central(_options.Percentile),
        _ => EntropyThreshold.Range(histogram),
    };
}

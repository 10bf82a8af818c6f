using ScaleNet.Deployment.Inference;

namespace ScaleNet.Deployment.Quantization;

/// <summary>Compares models with one that was run before.</summary>
/// <remarks>Its logits are kept: classes times images.</remarks>
internal sealed class AgreementMeter
{
    private readonly CalibrationImages _images;
    private readonly int _classes;
    private readonly int _batchSize;
    private readonly float[] _reference;
    private readonly CancellationToken _stop;

    /// <summary>Runs the reference.</summary>
    public AgreementMeter(OnnxClassifier reference, CalibrationImages images, int batchSize, CancellationToken stop)
    {
        (_images, _classes, _batchSize, _stop) = (images, reference.Description.Classes, batchSize, stop);
        _reference = new float[images.Count * _classes];
        var (count, _) = Run(reference, (scores, first, _) => scores.CopyTo(_reference.AsSpan(first * _classes)));
        Array.Resize(ref _reference, count * _classes);
    }

    private delegate void Visitor(ReadOnlySpan<float> scores, int first, ReadOnlySpan<long> labels);

    /// <summary>Runs a model on the same images.</summary>
    /// <exception cref="QuantizationException">It gives a number that is not finite.</exception>
    public ModelAgreement Compare(OnnxClassifier model)
    {
        var (agreed, referenceRight, right) = (0, 0, 0);
        var (sum, most) = (0.0, 0.0);
        var (count, source) = Run(model, (scores, first, labels) =>
        {
            for (var i = 0; i < labels.Length; i++)
            {
                var row = scores.Slice(i * _classes, _classes);
                var expected = _reference.AsSpan((first + i) * _classes, _classes);
                var (best, expectedBest) = (Best(row), Best(expected));
                agreed += best == expectedBest ? 1 : 0;
                right += best == labels[i] ? 1 : 0;
                referenceRight += expectedBest == labels[i] ? 1 : 0;
                for (var j = 0; j < _classes; j++)
                {
                    var difference = Math.Abs((double)row[j] - expected[j]);
                    sum += difference;
                    most = Math.Max(most, difference);
                }
            }
        });
        if (!double.IsFinite(sum))
        {
            throw new QuantizationException($"{source}: a model gives a number that is not finite. Give other weights, or leave such images out.");
        }

        double total = count;
        return new ModelAgreement(
            count, agreed / total, sum / (total * _classes), most,
            _images.HasLabels ? referenceRight / total : null, _images.HasLabels ? right / total : null);
    }

    private (int Count, string Source) Run(OnnxClassifier model, Visitor visit)
    {
        var scores = new float[_batchSize * _classes];
        var count = 0;
        foreach (var batch in _images.Read(_batchSize, _images.Count))
        {
            _stop.ThrowIfCancellationRequested();
            var given = scores.AsMemory(0, batch.Count * _classes);
            model.Run(batch.Images, given);
            visit(given.Span, count, batch.Labels);
            count += batch.Count;
        }

        return (count, _images.Name);
    }

    private static int Best(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return best;
    }
}

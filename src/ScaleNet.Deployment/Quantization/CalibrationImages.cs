using ScaleNet.Data.Loading;

namespace ScaleNet.Deployment.Quantization;

/// <summary>Images that a model is run on.</summary>
/// <param name="samples">The images, prepared as the model takes them.</param>
/// <param name="hasLabels">Whether their labels are the model's classes.</param>
public sealed class CalibrationImages(ISampleSource samples, bool hasLabels)
{
    private readonly CorruptSamples _corrupt = new(samples.Name, samples.Count);

    /// <summary>What to call them.</summary>
    public string Name => samples.Name;

    /// <summary>How many.</summary>
    public int Count => samples.Count;

    /// <summary>Whether their labels are the model's classes.</summary>
    public bool HasLabels => hasLabels;

    /// <summary>What was wrong with those that were passed over.</summary>
    public IReadOnlyList<string> Problems => _corrupt.Problems;

    /// <summary>The first of them in batches, in order.</summary>
    /// <param name="batchSize">Images in a batch.</param>
    /// <param name="most">How many images.</param>
    /// <exception cref="QuantizationException">There is none.</exception>
    /// <exception cref="Data.DatasetException">While enumerating: too many cannot be decoded.</exception>
    internal IEnumerable<Batch> Read(int batchSize, int most)
    {
        if (Count == 0)
        {
            throw new QuantizationException($"{Name}: got no images, expected some to measure on. Give a folder with pictures.");
        }

        return Enumerate(batchSize, most);
    }

    private IEnumerable<Batch> Enumerate(int batchSize, int most)
    {
        var left = most;
        foreach (var batch in new BatchLoader(samples, new BatchPlan { BatchSize = batchSize, Corrupt = _corrupt }).ReadEpoch(epoch: 0))
        {
            using (batch)
            {
                if (left <= 0)
                {
                    yield break;
                }

                left -= batch.Count;
                if (batch.Count > 0) // else all of it was passed over
                {
                    yield return batch;
                }
            }
        }
    }
}

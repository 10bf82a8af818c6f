using ScaleNet.Deployment.Inference;

namespace ScaleNet.Deployment.Quantization;

/// <summary>Compares two model files on images.</summary>
public static class FileComparison
{
    /// <summary>What the second says beside the first.</summary>
    /// <param name="reference">The model that is compared with.</param>
    /// <param name="other">Another model of the same inputs and classes.</param>
    /// <param name="images">The images.</param>
    /// <param name="options">Threads and batch.</param>
    /// <param name="stop">Gives up after the current batch.</param>
    /// <exception cref="InferenceException">One cannot be run.</exception>
    /// <exception cref="QuantizationException">One gives a number that is not finite.</exception>
    public static ModelAgreement Run(
        string reference, string other, CalibrationImages images, QuantizationOptions options, CancellationToken stop = default)
    {
        var settings = new ClassifierOptions { Threads = options.Threads };
        using var first = OnnxClassifier.Open(reference, settings);
        using var second = OnnxClassifier.Open(other, settings);
        return new AgreementMeter(first, images, first.Description.FixedBatch ?? options.BatchSize, stop).Compare(second);
    }
}

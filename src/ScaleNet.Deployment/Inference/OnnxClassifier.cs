using Microsoft.ML.OnnxRuntime;
using ScaleNet.Evaluation.Classification;

namespace ScaleNet.Deployment.Inference;

/// <summary>A model that classifies images with ONNX Runtime on the processor; every method may be called by many threads at once.</summary>
/// <remarks>
/// Input and output are the caller's own arrays, held in place during a call and never copied, except for the last images of a model
/// with a fixed batch. <c>Run</c> is used because <c>RunAsync</c> of the runtime is known to touch memory that moved.
/// </remarks>
public sealed class OnnxClassifier : IDisposable
{
    private readonly InferenceSession _session;
    private readonly ModelSignature _signature;
    private readonly ScoreRanking _ranking;
    private readonly string _source;

    private OnnxClassifier(InferenceSession session, ModelInspection inspection, ClassifierOptions options, string source)
    {
        _session = session;
        _source = source;
        _ranking = new ScoreRanking(inspection.EndsWithSoftmax, source);
        _signature = ModelSignature.Of(session, source);
        Description = ModelDescription.Of(_signature, session.ModelMetadata.CustomMetadataMap, options.Preprocessing, source);
    }

    /// <summary>The version of ONNX Runtime.</summary>
    public static string RuntimeVersion => OrtEnv.Instance().GetVersionString();

    /// <summary>What the model takes and gives.</summary>
    public ModelDescription Description { get; }

    /// <summary>Whether it gives probabilities instead of logits.</summary>
    public bool GivesProbabilities => _ranking.GivesProbabilities;

    /// <summary>Opens a model file; its tensors may be in other files of the same folder.</summary>
    /// <exception cref="InferenceException">It cannot be read, is no model, must not be run, or does not classify images.</exception>
    public static OnnxClassifier Open(string path, ClassifierOptions? options = null)
    {
        options ??= new();
        return ModelOpening.File(
            path, SettingsOf(options), (session, inspection) => new OnnxClassifier(session, inspection, options, path));
    }

    /// <summary>Opens a model in memory; all its tensors must be in it.</summary>
    /// <param name="model">What a model file holds; borrowed during the call.</param>
    /// <param name="source">What to call it in errors.</param>
    /// <param name="options">How it is run.</param>
    /// <exception cref="InferenceException">It is no model, must not be run, or does not classify images.</exception>
    public static OnnxClassifier Open(byte[] model, string source, ClassifierOptions? options = null)
    {
        options ??= new();
        return ModelOpening.Memory(
            model, source, SettingsOf(options), (session, inspection) => new OnnxClassifier(session, inspection, options, source));
    }

    /// <summary>The numbers of every class: logits, or probabilities where the model ends with a softmax.</summary>
    /// <param name="images">Prepared images, [N, C, H, W] row-major.</param>
    /// <param name="scores">Room for [N, classes]; filled.</param>
    /// <exception cref="InferenceException">The model fails.</exception>
    public void Run(Memory<float> images, Memory<float> scores)
    {
        var imageLength = Description.Preprocessing.Shape.Length;
        var count = images.Length / imageLength;
        if (images.Length != (long)count * imageLength || scores.Length != (long)count * _signature.Classes)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Got {images.Length} values and room for {scores.Length}, expected N x {imageLength} and N x {_signature.Classes}."));
        }

        var step = _signature.Batch ?? Math.Max(count, 1);
        for (var first = 0; first < count; first += step)
        {
            var taken = Math.Min(step, count - first);
            RunBatch(images.Slice(first * imageLength, taken * imageLength), scores.Slice(first * _signature.Classes, taken * _signature.Classes), step);
        }
    }

    /// <summary>The most probable classes of one image, best first.</summary>
    /// <param name="scores">One row of what <see cref="Run"/> gave.</param>
    /// <param name="k">How many classes.</param>
    /// <exception cref="InferenceException">The scores are not numbers.</exception>
    public IReadOnlyList<RankedClass> Rank(ReadOnlySpan<float> scores, int k) => _ranking.Rank(scores, k);

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    internal static SessionSettings SettingsOf(ClassifierOptions options) => new(options.Threads, options.SpinIdleThreads, options.MapFile);

    private void RunBatch(Memory<float> images, Memory<float> scores, int batch)
    {
        var shape = Description.Preprocessing.Shape;
        if (scores.Length == batch * _signature.Classes)
        {
            RunModel(images, scores, [batch, shape.Channels, shape.Height, shape.Width]);
            return;
        }

        // A fixed batch that is not full: the missing images are zeros, and nobody looks at what they give.
        var padded = new float[batch * shape.Length];
        images.CopyTo(padded);
        var paddedScores = new float[batch * _signature.Classes];
        RunModel(padded, paddedScores, [batch, shape.Channels, shape.Height, shape.Width]);
        paddedScores.AsMemory(0, scores.Length).CopyTo(scores);
    }

    private void RunModel(Memory<float> images, Memory<float> scores, long[] shape)
    {
        try
        {
            using var input = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, images, shape);
            using var output = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, scores, [shape[0], _signature.Classes]);
            using var options = new RunOptions();
            _session.Run(options, [_signature.Input], [input], [_signature.Output], [output]);
        }
        catch (OnnxRuntimeException problem)
        {
            throw new InferenceException($"{_source}: the model fails ({ModelOpening.OneLine(problem)}). Use another model.", problem);
        }
    }
}

using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export.Detection;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Deployment.Inference;

/// <summary>A model that finds objects with ONNX Runtime on the processor; every method may be called by many threads at once.</summary>
/// <remarks>Takes models of <see cref="DetectorExporter"/>, which prepare their images themselves.</remarks>
public sealed class OnnxDetector : IDisposable
{
    private const int Channels = 3;
    private const float Brightest = byte.MaxValue;

    private static readonly string[] Outputs = [OnnxBoxStage.Boxes, OnnxBoxStage.Scores, OnnxBoxStage.Labels];

    private readonly InferenceSession _session;
    private readonly ResizeRule _resize;
    private readonly string _source;

    private OnnxDetector(InferenceSession session, string source)
    {
        _session = session;
        _source = source;
        Description = DetectorDescription.Of(session.ModelMetadata.CustomMetadataMap, source);
        _resize = new ResizeRule(Description.Spec.ShortSide, Description.Spec.LongSide);
        RequireSignature(session, source);
    }

    /// <summary>What the model is.</summary>
    public DetectorDescription Description { get; }

    /// <summary>Opens a model file; its tensors may be in other files of the same folder.</summary>
    /// <exception cref="InferenceException">It cannot be read, is no model, must not be run, or is no detector of ours.</exception>
    public static OnnxDetector Open(string path, DetectorOptions? options = null) =>
        ModelOpening.File(path, SettingsOf(options ?? new()), (session, _) => new OnnxDetector(session, path));

    /// <summary>Opens a model in memory; all its tensors must be in it.</summary>
    /// <param name="model">What a model file holds; borrowed during the call.</param>
    /// <param name="source">What to call it in errors.</param>
    /// <param name="options">How it is run.</param>
    /// <exception cref="InferenceException">It is no model, must not be run, or is no detector of ours.</exception>
    public static OnnxDetector Open(byte[] model, string source, DetectorOptions? options = null) =>
        ModelOpening.Memory(model, source, SettingsOf(options ?? new()), (session, _) => new OnnxDetector(session, source));

    /// <summary>What is in a picture, by falling score.</summary>
    /// <exception cref="InferenceException">The model fails, or the picture is too narrow for it.</exception>
    public IReadOnlyList<DetectedObject> Detect(DecodedImage picture)
    {
        var pixels = new float[picture.Rgb.Length];
        var area = picture.Width * picture.Height;
        for (var channel = 0; channel < Channels; channel++)
        {
            for (var pixel = 0; pixel < area; pixel++)
            {
                pixels[(channel * area) + pixel] = picture.Rgb[(pixel * Channels) + channel] / Brightest;
            }
        }

        return Detect(pixels, new ImageSize(picture.Height, picture.Width));
    }

    /// <summary>What is in an image, by falling score.</summary>
    /// <param name="pixels">[3, H, W] row-major, in [0, 1].</param>
    /// <param name="size">H and W.</param>
    /// <exception cref="InferenceException">The model fails, or the image is too narrow for it.</exception>
    public IReadOnlyList<DetectedObject> Detect(Memory<float> pixels, ImageSize size)
    {
        if (pixels.Length != (long)Channels * size.Height * size.Width)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Got {pixels.Length} values, expected {Channels} x {size.Height} x {size.Width}."));
        }

        RequireRoom(size);
        try
        {
            using var image = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, pixels, [Channels, size.Height, size.Width]);
            using var options = new RunOptions();
            using var results = _session.Run(options, [OnnxImage.Input], [image], Outputs);
            return Read(results[0].GetTensorDataAsSpan<float>(), results[1].GetTensorDataAsSpan<float>(), results[2].GetTensorDataAsSpan<long>());
        }
        catch (OnnxRuntimeException problem)
        {
            throw new InferenceException($"{_source}: the model fails ({ModelOpening.OneLine(problem)}). Use another model.", problem);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private static SessionSettings SettingsOf(DetectorOptions options) => new(options.Threads, options.SpinIdleThreads, options.MapFile);

    private static void RequireSignature(InferenceSession session, string source)
    {
        if (session.InputMetadata is not { Count: 1 } inputs
            || !inputs.TryGetValue(OnnxImage.Input, out var image) || !Is(image, TensorElementType.Float, Channels, -1, -1)
            || !session.OutputMetadata.TryGetValue(OnnxBoxStage.Boxes, out var boxes) || !Is(boxes, TensorElementType.Float, -1, OnnxBoxes.Sides)
            || !session.OutputMetadata.TryGetValue(OnnxBoxStage.Scores, out var scores) || !Is(scores, TensorElementType.Float, -1)
            || !session.OutputMetadata.TryGetValue(OnnxBoxStage.Labels, out var labels) || !Is(labels, TensorElementType.Int64, -1))
        {
            throw new InferenceException(
                $"{source}: got the inputs {string.Join(", ", session.InputNames)} and the outputs {string.Join(", ", session.OutputNames)}, expected "
                + $"{OnnxImage.Input} [{Channels}, H, W] and {string.Join(", ", Outputs)} of a detector of colour images. Export the model again.");
        }
    }

    private static bool Is(NodeMetadata value, TensorElementType type, params ReadOnlySpan<int> shape) =>
        value.IsTensor && value.ElementDataType == type && shape.SequenceEqual(value.Dimensions);

    private void RequireRoom(ImageSize size)
    {
        try
        {
            _resize.Of(size);
        }
        catch (ArgumentException problem)
        {
            throw new InferenceException($"{_source}: {problem.Message} Use a larger picture.", problem);
        }
    }

    private DetectedObject[] Read(ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores, ReadOnlySpan<long> labels)
    {
        var categories = Description.Categories;
        if (boxes.Length != OnnxBoxes.Sides * scores.Length || labels.Length != scores.Length)
        {
            throw new InferenceException(FormattableString.Invariant(
                $"{_source}: gives {boxes.Length} numbers of boxes, {scores.Length} scores and {labels.Length} labels. Export the model again."));
        }

        var found = new DetectedObject[scores.Length];
        for (var i = 0; i < found.Length; i++)
        {
            var box = boxes.Slice(OnnxBoxes.Sides * i, OnnxBoxes.Sides);
            if (labels[i] < 1 || labels[i] > categories.Count || !float.IsFinite(scores[i] + box[0] + box[1] + box[2] + box[3]))
            {
                throw new InferenceException(FormattableString.Invariant(
                    $"{_source}: gives a detection that is none (label {labels[i]}, score {scores[i]}). Use other weights."));
            }

            var label = (int)labels[i];
            found[i] = new DetectedObject(label, categories[label - 1], scores[i], new BoxXyxy(box[0], box[1], box[2], box[3]));
        }

        return found;
    }
}

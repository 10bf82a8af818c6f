using Microsoft.ML.OnnxRuntime;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export.Detection;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Deployment.Inference;

/// <summary>A model that finds objects with ONNX Runtime on the processor; every method may be called by many threads at once.</summary>
/// <remarks>Takes models of <see cref="DetectorExporter"/>, which prepare their images themselves.</remarks>
public sealed class OnnxDetector : IDisposable
{
    private readonly InferenceSession _session;
    private readonly DetectionHead _head;
    private readonly string _source;

    private OnnxDetector(InferenceSession session, string source)
    {
        _session = session;
        _source = source;
        _head = DetectionHead.Of(session, source);
    }

    /// <summary>What the model is.</summary>
    public DetectorDescription Description => _head.Description;

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
        DetectionHead.Fill(picture, pixels);
        return Detect(pixels, new ImageSize(picture.Height, picture.Width));
    }

    /// <summary>What is in an image, by falling score.</summary>
    /// <param name="pixels">[3, H, W] row-major, in [0, 1].</param>
    /// <param name="size">H and W.</param>
    /// <exception cref="InferenceException">The model fails, or the image is too narrow for it.</exception>
    public IReadOnlyList<DetectedObject> Detect(Memory<float> pixels, ImageSize size)
    {
        if (pixels.Length != (long)DetectionHead.Channels * size.Height * size.Width)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Got {pixels.Length} values, expected {DetectionHead.Channels} x {size.Height} x {size.Width}."));
        }

        _head.RequireRoom(size, _source);
        try
        {
            using var image = OrtValue.CreateTensorValueFromMemory(
                OrtMemoryInfo.DefaultInstance, pixels, [DetectionHead.Channels, size.Height, size.Width]);
            using var options = new RunOptions();
            using var results = _session.Run(options, [OnnxImage.Input], [image], _head.Outputs);
            return _head.Read(
                results[0].GetTensorDataAsSpan<float>(), results[1].GetTensorDataAsSpan<float>(), results[2].GetTensorDataAsSpan<long>());
        }
        catch (OnnxRuntimeException problem)
        {
            throw new InferenceException($"{_source}: the model fails ({ModelOpening.OneLine(problem)}). Use another model.", problem);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private static SessionSettings SettingsOf(DetectorOptions options) => new(options.Threads, options.SpinIdleThreads, options.MapFile);
}

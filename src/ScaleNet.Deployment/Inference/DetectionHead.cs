using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export.Detection;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Deployment.Inference;

/// <summary>How a model is used as a detector: what is made of a picture, and what its numbers mean.</summary>
/// <remarks>It takes models of <see cref="DetectorExporter"/>, which prepare their images themselves.</remarks>
public sealed class DetectionHead
{
    internal const int Channels = 3;

    private const float Brightest = byte.MaxValue;

    private readonly ResizeRule _resize;
    private readonly string _source;

    private DetectionHead(DetectorDescription description, string source)
    {
        Description = description;
        _resize = new ResizeRule(description.Spec.ShortSide, description.Spec.LongSide);
        _source = source;
    }

    /// <summary>Pixels of the largest picture whose input one array holds.</summary>
    public static long MostPixels { get; } = Array.MaxLength / (Channels * sizeof(float));

    /// <summary>What the model is.</summary>
    public DetectorDescription Description { get; }

    /// <summary>The names of the outputs that <see cref="Read(IReadOnlyList{HostTensor})"/> wants, in its order.</summary>
    public IReadOnlyList<string> Outputs { get; } = [OnnxBoxStage.Boxes, OnnxBoxStage.Scores, OnnxBoxStage.Labels];

    /// <summary>Reads it from a model.</summary>
    /// <param name="model">The model; borrowed.</param>
    /// <exception cref="InferenceException">The model is no detector of ours.</exception>
    public static DetectionHead Of(OnnxModel model) => Of(model.Session, model.Source);

    /// <summary>The input of one picture: float [3, H, W] in [0, 1], of at most <see cref="MostPixels"/>.</summary>
    public static HostTensor InputOf(DecodedImage picture)
    {
        var data = new byte[checked(picture.Rgb.Length * sizeof(float))];
        Fill(picture, MemoryMarshal.Cast<byte, float>(data.AsSpan()));
        return new HostTensor(OnnxImage.Input, TensorElement.Float32, [Channels, picture.Height, picture.Width], data);
    }

    /// <summary>Throws if the detector's sizes leave nothing of an image.</summary>
    /// <param name="size">The image.</param>
    /// <param name="where">What to call it in the message.</param>
    /// <exception cref="InferenceException">The image is too narrow.</exception>
    public void RequireRoom(ImageSize size, string where)
    {
        try
        {
            _resize.Of(size);
        }
        catch (ArgumentException problem)
        {
            throw new InferenceException($"{where}: {problem.Message} Use a larger picture.", problem);
        }
    }

    /// <summary>What was found, by falling score.</summary>
    /// <param name="outputs">What the model gave as <see cref="Outputs"/>.</param>
    /// <exception cref="InferenceException">That is no list of objects.</exception>
    public IReadOnlyList<DetectedObject> Read(IReadOnlyList<HostTensor> outputs) => Read(
        MemoryMarshal.Cast<byte, float>(outputs[0].Data.Span),
        MemoryMarshal.Cast<byte, float>(outputs[1].Data.Span),
        MemoryMarshal.Cast<byte, long>(outputs[2].Data.Span));

    internal static DetectionHead Of(InferenceSession session, string source)
    {
        var head = new DetectionHead(DetectorDescription.Of(session.ModelMetadata.CustomMetadataMap, source), source);
        head.RequireSignature(session);
        return head;
    }

    /// <summary>Writes a picture as the model takes it.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="pixels">Room for [3, H, W]; filled, in [0, 1].</param>
    internal static void Fill(DecodedImage picture, Span<float> pixels)
    {
        var area = picture.Width * picture.Height;
        for (var channel = 0; channel < Channels; channel++)
        {
            for (var pixel = 0; pixel < area; pixel++)
            {
                pixels[(channel * area) + pixel] = picture.Rgb[(pixel * Channels) + channel] / Brightest;
            }
        }
    }

    internal DetectedObject[] Read(ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores, ReadOnlySpan<long> labels)
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

    private void RequireSignature(InferenceSession session)
    {
        if (session.InputMetadata is not { Count: 1 } inputs
            || !inputs.TryGetValue(OnnxImage.Input, out var image) || !Is(image, TensorElementType.Float, Channels, -1, -1)
            || !session.OutputMetadata.TryGetValue(OnnxBoxStage.Boxes, out var boxes) || !Is(boxes, TensorElementType.Float, -1, OnnxBoxes.Sides)
            || !session.OutputMetadata.TryGetValue(OnnxBoxStage.Scores, out var scores) || !Is(scores, TensorElementType.Float, -1)
            || !session.OutputMetadata.TryGetValue(OnnxBoxStage.Labels, out var labels) || !Is(labels, TensorElementType.Int64, -1))
        {
            throw new InferenceException(
                $"{_source}: got the inputs {string.Join(", ", session.InputNames)} and the outputs {string.Join(", ", session.OutputNames)}, expected "
                + $"{OnnxImage.Input} [{Channels}, H, W] and {string.Join(", ", Outputs)} of a detector of colour images. Export the model again.");
        }
    }

    private static bool Is(NodeMetadata value, TensorElementType type, params ReadOnlySpan<int> shape) =>
        value.IsTensor && value.ElementDataType == type && shape.SequenceEqual(value.Dimensions);
}

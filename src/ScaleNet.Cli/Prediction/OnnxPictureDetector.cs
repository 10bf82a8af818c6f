using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Data.Detection;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Inference;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Cli.Prediction;

/// <summary>Finds objects with ONNX Runtime; owns the model.</summary>
internal sealed class OnnxPictureDetector(OnnxDetector model) : IPictureDetector
{
    private const float Brightest = byte.MaxValue;

    public ResizeRule Resize { get; } = new(model.Description.Spec.ShortSide, model.Description.Spec.LongSide);

    /// <summary>The detector.</summary>
    public FasterRcnnSpec Spec => model.Description.Spec;

    /// <summary>The ids of its categories, from label 1 on.</summary>
    public IEnumerable<long> CategoryIds => model.Description.Categories.Select(category => category.Id);

    public IReadOnlyList<FoundObject> Detect(DecodedImage picture) => [.. model.Detect(picture).Select(thing =>
        new FoundObject(thing.Category.Name, thing.Category.Id, thing.Label, thing.Score, thing.Box))];

    /// <summary>What is in an image of a set, by falling score.</summary>
    public IReadOnlyList<CocoDetection> Detect(DetectionSample sample)
    {
        float[] pixels = [.. sample.Pixels.ToArray().Select(level => level / Brightest)];
        return [.. model.Detect(pixels, sample.Size).Select(thing => new CocoDetection(
            sample.ImageId, thing.Category.Id, thing.Box.ToXywh(), thing.Score))];
    }

    public void Dispose() => model.Dispose();
}

using ScaleNet.Data.Images;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Modeling.Detection;
using ScaleNet.Training.Runs;
using static TorchSharp.torch;

namespace ScaleNet.Cli.Prediction;

/// <summary>Finds objects with libtorch; owns the detector.</summary>
internal sealed class TorchPictureDetector(FasterRcnn detector, IReadOnlyList<DetectedCategory> categories) : IPictureDetector
{
    public ResizeRule Resize => detector.Resize;

    public IReadOnlyList<FoundObject> Detect(DecodedImage picture)
    {
        using var scope = NewDisposeScope();
        return [.. detector.Detect([ImageTensors.Of(picture)])[0].ToList().Select(found =>
            new FoundObject(categories[found.Label - 1].Name, categories[found.Label - 1].Id, found.Label, found.Score, found.Box))];
    }

    public void Dispose() => detector.Dispose();
}

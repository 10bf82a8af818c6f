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
        var found = detector.Detect([ImageTensors.Of(picture)])[0];
        var (boxes, scores, labels) = (found.Boxes.data<float>(), found.Scores.data<float>(), found.Labels.data<long>());
        return [.. Enumerable.Range(0, found.Count).Select(i => new FoundObject(
            categories[(int)labels[i] - 1].Name,
            categories[(int)labels[i] - 1].Id,
            (int)labels[i],
            scores[i],
            new BoxXyxy(boxes[4 * i], boxes[(4 * i) + 1], boxes[(4 * i) + 2], boxes[(4 * i) + 3])))];
    }

    public void Dispose() => detector.Dispose();
}

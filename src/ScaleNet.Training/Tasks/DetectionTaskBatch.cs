using System.Runtime.InteropServices;
using ScaleNet.Data.Detection;
using ScaleNet.Modeling.Detection;
using ScaleNet.Training.Loops;
using ScaleNet.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;
using Target = ScaleNet.Modeling.Detection.DetectionTarget;

namespace ScaleNet.Training.Tasks;

/// <summary>Images with objects, before a detector.</summary>
internal sealed class DetectionTaskBatch(DetectionBatch batch, FasterRcnn detector, int seed) : ITaskBatch
{
    /// <summary>Losses of a detector: class, box, objectness, proposal.</summary>
    public const int Losses = 4;

    public int Count => batch.Samples.Count;

    public IReadOnlyList<int> SampleIndices => batch.SampleIndices;

    public ForwardPass Forward(long microBatch, int epoch)
    {
        var images = batch.Samples.Select(ImageTensors.Of).ToList();
        var targets = batch.Samples.Select(TargetOf).ToList();
        var sizes = batch.Samples.Select(sample => sample.Resize).ToList();
        var losses = detector.Losses(images, targets, unchecked((ulong)StepSeed.Of(seed, microBatch)), sizes);
        using var count = Count.ToScalar();
        Tensor[] extras = [losses.Classification, losses.Boxes, losses.Objectness, losses.ProposalBoxes];
        return new ForwardPass(
            losses.Total(),
            [.. extras.Select(loss => loss.detach().mul(count))],
            () => NonFiniteSearch.FirstBad(detector.Parts[0], detector.Prepare(images, sizes)));
    }

    public void Dispose() => batch.Dispose();

    private static Target TargetOf(DetectionSample sample)
    {
        var boxes = empty([sample.Boxes.Count, Box], ScalarType.Float32);
        var corners = MemoryMarshal.Cast<byte, float>(boxes.bytes);
        foreach (var (place, box) in sample.Boxes.Index())
        {
            (corners[Box * place], corners[(Box * place) + 1], corners[(Box * place) + 2], corners[(Box * place) + 3]) =
                ((float)box.X1, (float)box.Y1, (float)box.X2, (float)box.Y2);
        }

        return new Target(boxes, tensor([.. sample.Labels.Select(label => (long)label)], ScalarType.Int64));
    }

    private const int Box = 4; // numbers
}

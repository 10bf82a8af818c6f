using System.Runtime.InteropServices;
using ScaleNet.Deployment.Export.Detection;
using ScaleNet.Deployment.Inference;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Modeling.Detection;
using static TorchSharp.torch;

namespace ScaleNet.Deployment.Parity.Detection;

/// <summary>A detector in both engines.</summary>
internal sealed class DetectorComparison : IDisposable
{
    // Both engines sum in another order, and batch norms are folded; what follows from it was measured to be below a third of these.
    private const double BoxTolerance = 0.05; // px
    private const double ScoreTolerance = 1e-4;

    private static readonly DetectorOptions OneThread = new() { Threads = 1 };

    private readonly FasterRcnn _torch;
    private readonly OnnxDetector _onnx;

    public DetectorComparison(ExportedDetector detector, DetectorExportOptions? options = null)
    {
        _onnx = OnnxDetector.Open(DetectorExporter.ToBytes(detector, options), detector.Spec.Name, OneThread);
        _torch = new FasterRcnn(detector.Spec);
        DetectorState.Load(_torch, detector.Weights, detector.Source);
        _torch.eval();
    }

    /// <summary>Requires the same detections of both, in an order in which only equals may change places.</summary>
    /// <param name="pixels">[3, H, W] in [0, 1].</param>
    /// <param name="size">H and W.</param>
    /// <returns>The detections of ONNX Runtime.</returns>
    public IReadOnlyList<DetectedObject> Check(float[] pixels, ImageSize size)
    {
        using var scope = NewDisposeScope();
        var found = _torch.Detect([tensor(pixels, [3, size.Height, size.Width])])[0];
        var (boxes, scores, labels) = (Values<float>(found.Boxes), Values<float>(found.Scores), Values<long>(found.Labels));

        var exported = _onnx.Detect(pixels, size);

        Assert.Equal(scores.Length, exported.Count);
        Assert.Equal(scores, exported.Select(thing => thing.Score), (a, b) => Math.Abs(a - b) <= ScoreTolerance);
        Assert.All(labels.Index(), wanted => Assert.Contains(exported, thing =>
            thing.Label == wanted.Item
            && Math.Abs(thing.Score - scores[wanted.Index]) <= ScoreTolerance
            && Distance(thing.Box, boxes.AsSpan(4 * wanted.Index, 4)) <= BoxTolerance));
        return exported;
    }

    /// <summary>The largest distance of two edges, px.</summary>
    public static double Distance(BoxXyxy box, ReadOnlySpan<float> other) => Math.Max(
        Math.Max(Math.Abs(box.X1 - other[0]), Math.Abs(box.Y1 - other[1])),
        Math.Max(Math.Abs(box.X2 - other[2]), Math.Abs(box.Y2 - other[3])));

    public void Dispose()
    {
        _torch.Dispose();
        _onnx.Dispose();
    }

    // An accessor of a tensor without numbers cannot be copied.
    private static T[] Values<T>(Tensor values)
        where T : struct => MemoryMarshal.Cast<byte, T>(values.bytes).ToArray();
}

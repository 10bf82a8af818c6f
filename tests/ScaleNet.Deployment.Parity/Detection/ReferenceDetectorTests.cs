using ScaleNet.Architecture.Tests;
using ScaleNet.Deployment.Export.Detection;
using ScaleNet.Deployment.Inference;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Modeling.Detection;
using ScaleNet.Modeling.Tests.Detection;

namespace ScaleNet.Deployment.Parity.Detection;

/// <summary>Detectors over ResNet-50 as ONNX Runtime computes them, against torchvision's numbers.</summary>
public sealed class ReferenceDetectorTests
{
    // The images are noise, of which the places where a resizing reads decide most: there both engines round differently.
    private const double BoxTolerance = 0.5; // px
    private const double ScoreTolerance = 1e-3;

    [Theory]
    [Trait("Tier", "slow")]
    [InlineData("fpn", "eval_240x320")]
    [InlineData("fpn", "eval_200x300_resized")]
    [InlineData("c4", "eval_240x320")]
    [InlineData("c4", "eval_200x300_resized")]
    public void Detections_are_torchvisions(string head, string name)
    {
        var reference = DetectionReference.ReadModel(head);
        var test = reference.GetProperty(name);
        var spec = ReferenceDetector.Spec(head, reference, test.Number("box_score_thresh"));
        using var weights = ReferenceDetector.Create(spec, reference);
        using var detector = OnnxDetector.Open(
            DetectorExporter.ToBytes(new ExportedDetector(spec, DetectorState.Save(weights), head, SmallDetectors.Categories(spec.Classes))),
            head,
            new DetectorOptions { Threads = 1 });
        var input = test.GetProperty("input");
        var shape = input.GetProperty("shape").Integers();

        var found = detector.Detect(
            Draw.Uniform(input.GetProperty("key").GetString()!, (long)shape[0] * shape[1] * shape[2], value => value),
            new ImageSize(shape[1], shape[2]));

        var expected = test.GetProperty("detections");
        var scores = expected.GetProperty("scores").Floats();
        var boxes = expected.GetProperty("boxes").Floats();
        Assert.Equal(scores, found.Select(thing => thing.Score), (a, b) => Math.Abs(a - b) <= ScoreTolerance);
        Assert.All(expected.GetProperty("labels").Integers().Index(), wanted => Assert.Contains(found, thing =>
            thing.Label == wanted.Item
            && Math.Abs(thing.Score - scores[wanted.Index]) <= ScoreTolerance
            && DetectorComparison.Distance(thing.Box, boxes.AsSpan(4 * wanted.Index, 4)) <= BoxTolerance));
    }
}

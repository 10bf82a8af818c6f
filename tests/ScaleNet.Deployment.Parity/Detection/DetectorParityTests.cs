using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Deployment.Export.Detection;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Deployment.Parity.Detection;

/// <summary>Detectors as ONNX Runtime computes them from their exports, and as libtorch does.</summary>
public sealed class DetectorParityTests
{
    // Of a whole number of cells; odd; tall; wide; smaller than a stride; larger than it is resized to.
    // None is mostly padding: there all cells are equal, and of equal anchors libtorch takes any.
    private static readonly ImageSize[] Sizes = [new(64, 96), new(77, 83), new(150, 40), new(31, 129), new(9, 11), new(301, 222)];

    public static TheoryData<string, DetectorHead> Detectors => new()
    {
        { "resnet11_small", DetectorHead.Fpn },
        { "resnet11_small", DetectorHead.C4 },
        { "seresnet11_small", DetectorHead.Fpn },
        { "seresnet11_small", DetectorHead.C4 },
        { "scalenet11_small", DetectorHead.Fpn },
        { "scalenet11_small", DetectorHead.C4 },
        { "resnext11_small", DetectorHead.Fpn },
        { "oct_resnet11_small", DetectorHead.Fpn },
        { "blresnet20_small", DetectorHead.Fpn },
        { "deep", DetectorHead.Fpn },
        { "deep", DetectorHead.C4 },
        { "deep_scalenet", DetectorHead.Fpn },
        { "deep_scalenet", DetectorHead.C4 },
    };

    [Theory]
    [MemberData(nameof(Detectors))]
    public void A_detector_finds_the_same_in_images_of_all_sizes(string backbone, DetectorHead head)
    {
        using var detector = new DetectorComparison(SmallDetectors.Exported(SmallDetectors.Spec(backbone, head)));

        var found = Sizes.Select(size => detector.Check(Image(size), size).Count).ToArray();

        Assert.True(found.Count(count => count > 1) > Sizes.Length / 2, $"{string.Join(", ", found)} detections");
    }

    [Theory]
    [InlineData(DetectorHead.Fpn)]
    [InlineData(DetectorHead.C4)]
    public void Where_no_score_is_high_enough_nothing_is_found(DetectorHead head)
    {
        var spec = SmallDetectors.Spec("resnet11_small", head);
        using var detector = new DetectorComparison(SmallDetectors.Exported(spec with { Boxes = spec.Boxes with { LeastScore = 1 } }));

        Assert.All(Sizes, size => Assert.Empty(detector.Check(Image(size), size)));
    }

    [Theory]
    [InlineData(DetectorHead.Fpn)]
    [InlineData(DetectorHead.C4)]
    public void Where_nothing_is_proposed_nothing_is_found(DetectorHead head)
    {
        // Corrections that move every proposal out of the image: at its border nothing is left of them.
        using var detector = new DetectorComparison(SmallDetectors.Exported(
            SmallDetectors.Spec("resnet11_small", head), (key, value) => key == "rpn.head.bbox_pred.bias" ? 1e4f : value));

        Assert.All(Sizes, size => Assert.Empty(detector.Check(Image(size), size)));
    }

    [Theory]
    [InlineData(DetectorExportOptions.OldestOpset, false)]
    [InlineData(18, true)]
    [InlineData(DetectorExportOptions.NewestOpset, true)]
    public void Every_opset_finds_the_same(int opset, bool keepBatchNorm)
    {
        using var detector = new DetectorComparison(
            SmallDetectors.Exported(SmallDetectors.Spec("deep_scalenet", DetectorHead.Fpn)),
            new DetectorExportOptions { Opset = opset, KeepBatchNorm = keepBatchNorm });

        Assert.NotEmpty(detector.Check(Image(Sizes[1]), Sizes[1]));
    }

    // Scores of weights that are all zero are equal, and the first of them go before the others in both engines.
    [Fact]
    public void Equal_scores_keep_the_order_of_regions_and_classes()
    {
        using var detector = new DetectorComparison(SmallDetectors.Exported(
            SmallDetectors.Spec("resnet11_small", DetectorHead.Fpn),
            (key, value) => key.StartsWith("roi_heads.box_predictor.cls_score", StringComparison.Ordinal) ? 0 : value));

        Assert.NotEmpty(detector.Check(Image(Sizes[0]), Sizes[0]));
    }

    // Waves that differ in the three channels. Noise changes so much from pixel to pixel that the last digits of the places at which both
    // engines read it can decide between two overlapping boxes.
    private static float[] Image(ImageSize size)
    {
        var pixels = new float[3 * size.Height * size.Width];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (row, x) = Math.DivRem(i, size.Width);
            var (channel, y) = Math.DivRem(row, size.Height);
            var wave = Math.Sin((7.0 * x * (channel + 1) / size.Width) + (5.0 * y / size.Height)) * Math.Cos((channel + 3.0) * y * x / (size.Height * size.Width));
            pixels[i] = (float)(0.5 + (0.5 * wave));
        }

        return pixels;
    }
}

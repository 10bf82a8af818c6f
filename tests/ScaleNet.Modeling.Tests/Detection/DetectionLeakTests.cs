using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Modeling.Detection;
using ScaleNet.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Detection;

/// <summary>Nothing outlives an operation but its result.</summary>
[Collection(WholeProcess.Name)]
public sealed class DetectionLeakTests
{
    private static readonly ImageSize Image = new(64, 64);

    [Fact]
    public void Operations_leave_their_results_only()
    {
        using var boxes = tensor(DetectionReference.Boxes("boxes", 30, 64, 64, 4, 40), [30, 4]);
        using var scores = DetectionReference.Uniform("scores", 30);
        using var map = DetectionReference.Symmetric("map", 1, 8, 16, 16);
        using var image = ones(3, 20, 30);
        var operations = new Dictionary<string, Func<Tensor>>
        {
            ["anchors"] = () => AnchorGenerator.SingleLevel.Level(0, 64, 64, 4, 4),
            ["encode"] = () => BoxCoder.Head.Encode(boxes, boxes),
            ["decode"] = () => BoxCoder.Head.Decode(boxes, boxes),
            ["clip"] = () => BoxGeometry.Clip(boxes, Image),
            ["resize"] = () => BoxGeometry.Resize(boxes, Image, Image),
            ["large"] = () => BoxGeometry.AtLeast(boxes, 8),
            ["overlaps"] = () => BoxGeometry.Overlaps(boxes, boxes),
            ["NMS"] = () => NonMaximumSuppression.Keep(boxes, scores, 0.5),
            ["RoIAlign"] = () => RoiAlign.Read(map, [boxes], 0.25, new RoiAlignOptions(7, 7, 2, Aligned: true)),
            ["pyramid"] = () => MultiScaleRoiAlign.Published.Read([map], [boxes], 64),
            ["losses"] = () => DetectionLosses.Boxes(boxes, boxes, 9, BoxLoss.SmoothL1),
            ["batch"] = () => ImageBatch.Of([image], [0, 0, 0], [1, 1, 1], new ResizeRule(8, 8)).Pixels,
        };

        Assert.All(operations, operation => Assert.Equal(1, Left(operation.Value)));

        using var matches = zeros(100, ScalarType.Int64);
        using var overlaps = DetectionReference.Uniform("overlaps", 5, 30);
        Assert.Equal(1, Left(() => BoxMatcher.Proposals.Match(overlaps)));
        Assert.Equal(2, Left(() => BalancedSampler.Head.Draw(matches, 3)));
    }

    [Fact]
    public void Training_steps_leave_no_tensor_behind()
    {
        using var map = DetectionReference.Symmetric("map", 1, 8, 16, 16).requires_grad_();
        using var boxes = tensor(DetectionReference.Boxes("boxes", 30, 64, 64, 4, 40), [30, 4]);
        var live = new List<long>();

        for (var step = 0; step < 20; step++)
        {
            using (NewDisposeScope())
            {
                RoiAlign.Read(map, [boxes], 0.25, new RoiAlignOptions(7, 7, 2, Aligned: true)).sum().backward();
            }

            live.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }

        Assert.All(live.Skip(2), count => Assert.Equal(live[2], count));
    }

    [Theory]
    [Trait("Tier", "slow")]
    [InlineData(DetectorHead.Fpn)]
    [InlineData(DetectorHead.C4)]
    public void A_detector_leaves_no_tensor_behind_in_training_and_in_detection(DetectorHead head)
    {
        using var detector = SmallDetectors.Create(head);
        var images = SmallDetectors.Images();
        var targets = SmallDetectors.Targets();
        var live = new List<long>();

        for (var step = 0; step < 20; step++)
        {
            using (NewDisposeScope())
            {
                detector.train();
                detector.Losses(images, targets, (ulong)step).Total().backward();
                detector.eval();
                detector.Detect(images);
            }

            live.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }

        Assert.All(live.Skip(2), count => Assert.Equal(live[2], count));
    }

    [Fact]
    public void A_detection_leaves_its_results_only()
    {
        using var detector = SmallDetectors.Create(DetectorHead.Fpn);
        detector.eval();
        var images = SmallDetectors.Images();

        Assert.Equal(3 * images.Length, Left(() => detector.Detect(images)));
    }

    private static long Left(Func<object> operation)
    {
        using var scope = NewDisposeScope();
        operation();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        operation();
        return DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
    }
}

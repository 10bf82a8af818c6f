using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Zoo.Detection;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Modeling.Detection;
using ScaleNet.Modeling.Execution;
using TorchSharp;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Detection;

/// <summary>What every detector does, on any backbone and with either head.</summary>
public sealed class FasterRcnnTests
{
    private const ulong Stream = 11;

    public static TheoryData<string, DetectorHead> All => new()
    {
        { "resnet11_small", DetectorHead.Fpn },
        { "resnet11_small", DetectorHead.C4 },
        { "seresnet11_small", DetectorHead.Fpn },
        { "seresnet11_small", DetectorHead.C4 },
        { "resnext11_small", DetectorHead.Fpn },
        { "resnext11_small", DetectorHead.C4 },
        { "scalenet11_small", DetectorHead.Fpn },
        { "scalenet11_small", DetectorHead.C4 },
        { "blresnet20_small", DetectorHead.Fpn },
        { "blresnet20_small", DetectorHead.C4 },
        { "oct_resnet11_small", DetectorHead.Fpn },
        { SmallDetectors.LargeStem, DetectorHead.Fpn },
        { SmallDetectors.LargeStem, DetectorHead.C4 },
    };

    [Theory]
    [MemberData(nameof(All))]
    public void Losses_are_finite_and_gradients_reach_every_parameter(string backbone, DetectorHead head)
    {
        using var scope = NewDisposeScope();
        using var detector = SmallDetectors.Create(SmallDetectors.Spec(backbone, head));

        var losses = detector.Losses(SmallDetectors.Images(), SmallDetectors.Targets(), Stream);
        losses.Total().backward();

        Assert.All(
            [losses.Classification, losses.Boxes, losses.Objectness, losses.ProposalBoxes],
            loss => Assert.InRange(loss.item<float>(), 0, 100));
        Assert.All(detector.parameters(), parameter => Assert.True(parameter.grad!.isfinite().all().item<bool>()));
        Assert.NotEqual(0, detector.state_dict().First(entry => entry.Key.EndsWith("conv1.weight", StringComparison.Ordinal)).Value
            .grad!.abs().sum().item<float>());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Detections_lie_in_the_images_with_classes_and_falling_scores(string backbone, DetectorHead head)
    {
        using var scope = NewDisposeScope();
        using var detector = SmallDetectors.Create(SmallDetectors.Spec(backbone, head));
        detector.eval();
        var images = SmallDetectors.Images();

        var found = detector.Detect(images);

        Assert.Equal(images.Length, found.Count);
        foreach (var (image, detections) in images.Zip(found))
        {
            var size = ImageBatch.SizeOf(image);
            Assert.InRange(detections.Count, 1, 100);
            Assert.Equal(detections.Scores.Values().OrderDescending(), detections.Scores.Values());
            Assert.All(detections.Labels.Indices(), label => Assert.InRange(label, 1, SmallDetectors.Classes));
            Assert.All(detections.Boxes.Values().Chunk(4), box =>
                Assert.True(box[0] >= 0 && box[1] >= 0 && box[2] <= size.Width + 1e-4f && box[3] <= size.Height + 1e-4f && box[0] < box[2] && box[1] < box[3]));
        }
    }

    [Theory]
    [InlineData(DetectorHead.Fpn)]
    [InlineData(DetectorHead.C4)]
    public void The_state_has_the_keys_of_the_graphs_in_their_order(DetectorHead head)
    {
        using var scope = NewDisposeScope();
        using var detector = SmallDetectors.Create(head);

        var keys = detector.state_dict().Select(entry => $"{entry.Key} [{string.Join(",", entry.Value.shape)}]");

        Assert.Equal(ReferenceDetector.Keys(detector.Spec), keys);
    }

    [Theory]
    [InlineData(DetectorHead.Fpn)]
    [InlineData(DetectorHead.C4)]
    public void Images_without_objects_cost_no_boxes_and_have_gradients(DetectorHead head)
    {
        using var scope = NewDisposeScope();
        using var detector = SmallDetectors.Create(head);

        var losses = detector.Losses(SmallDetectors.Images(), [SmallDetectors.Nothing, SmallDetectors.Nothing], Stream);
        losses.Total().backward();

        Assert.Equal(0, losses.Boxes.item<float>());
        Assert.Equal(0, losses.ProposalBoxes.item<float>());
        Assert.True(losses.Objectness.item<float>() > 0 && losses.Classification.item<float>() > 0);
        Assert.All(detector.parameters(), parameter => Assert.True(parameter.grad!.isfinite().all().item<bool>()));
    }

    [Theory]
    [InlineData(DetectorHead.Fpn)]
    [InlineData(DetectorHead.C4)]
    public void Without_proposals_nothing_is_found_and_true_boxes_are_learned_from(DetectorHead head)
    {
        using var scope = NewDisposeScope();
        using var detector = SmallDetectors.Create(head);
        Shrink(detector);

        var losses = detector.Losses(SmallDetectors.Images(), SmallDetectors.Targets(), Stream);
        var empty = detector.Losses(SmallDetectors.Images(), [SmallDetectors.Nothing, SmallDetectors.Nothing], Stream);
        empty.Total().backward();
        detector.eval();
        var found = detector.Detect(SmallDetectors.Images());

        Assert.All(found, image => Assert.Equal([0L, 4], image.Boxes.shape));
        Assert.True(losses.Classification.item<float>() > 0);
        Assert.Equal(0, empty.Classification.item<float>());
        Assert.Equal(0, empty.Boxes.item<float>());
    }

    [Fact]
    public void Below_the_least_score_nothing_is_found()
    {
        using var scope = NewDisposeScope();
        var spec = SmallDetectors.Spec("resnet11_small", DetectorHead.Fpn);
        using var detector = SmallDetectors.Create(spec with { Boxes = spec.Boxes with { LeastScore = 1 } });
        detector.eval();

        var found = detector.Detect(SmallDetectors.Images());

        Assert.All(found, image => Assert.Equal((0L, 0L, 0), (image.Boxes.shape[0], image.Labels.shape[0], image.Count)));
    }

    [Fact]
    public void The_stream_alone_decides_on_the_sample()
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var detector = SmallDetectors.Create(DetectorHead.Fpn);

        float Loss(ulong? stream) => detector.Losses(SmallDetectors.Images(), SmallDetectors.Targets(), stream).Objectness.item<float>();

        Assert.Equal(Loss(Stream), Loss(Stream));
        Assert.NotEqual(Loss(Stream), Loss(Stream + 1));
        Assert.NotEqual(Loss(Stream), Loss(null));
    }

    [Fact]
    public void Each_image_can_have_a_size_of_its_own()
    {
        using var scope = NewDisposeScope();
        using var detector = SmallDetectors.Create(DetectorHead.Fpn);
        ResizeRule[] rules = [new ResizeRule(30, 64), new ResizeRule(48, 90)];

        var batch = detector.Batch(SmallDetectors.Images(), rules);
        var losses = detector.Losses(SmallDetectors.Images(), SmallDetectors.Targets(), Stream, rules);

        Assert.Equal(SmallDetectors.Images().Zip(rules, (image, rule) => rule.Of(ImageBatch.SizeOf(image))), batch.Sizes);
        Assert.True(float.IsFinite(losses.Total().item<float>()));
    }

    [Fact]
    public void Frozen_batch_norms_and_stages_keep_their_tensors_and_the_rest_learns()
    {
        using var scope = NewDisposeScope();
        using var detector = SmallDetectors.Create(DetectorHead.C4);
        foreach (var part in detector.Parts)
        {
            part.Freeze(FrozenNodes.BatchNorms(part.Graph).Union(FrozenNodes.StemAndStages(part.Graph, stages: 1)));
        }

        detector.Losses(SmallDetectors.Images(), SmallDetectors.Targets(), Stream).Total().backward();

        var state = detector.state_dict();
        Assert.All(state.Where(entry => entry.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)), entry =>
            Assert.Equal(0, entry.Value.item<long>()));
        Assert.Null(state["backbone.conv1.weight"].grad);
        Assert.Null(state["backbone.layer1.0.conv2.weight"].grad);
        Assert.Null(state["roi_heads.box_head.layer3.0.bn1.weight"].grad);
        Assert.NotNull(state["backbone.layer2.0.conv1.weight"].grad);
        Assert.NotNull(state["roi_heads.box_head.layer3.0.conv1.weight"].grad);
    }

    [Theory]
    [InlineData(DetectorHead.Fpn, ComputePrecision.Full, 1e-4)]
    [InlineData(DetectorHead.C4, ComputePrecision.Full, 1e-4)]
    [InlineData(DetectorHead.Fpn, ComputePrecision.BFloat16, 0.05)]
    [InlineData(DetectorHead.C4, ComputePrecision.BFloat16, 0.05)]
    public void Another_layout_and_precision_compute_the_same_losses(DetectorHead head, ComputePrecision precision, double tolerance)
    {
        using var scope = NewDisposeScope();
        using var plain = SmallDetectors.Create(head);
        using var other = SmallDetectors.Create(head, new ExecutionOptions { Precision = precision, Layout = MemoryLayout.ChannelsLast });

        var expected = plain.Losses(SmallDetectors.Images(), SmallDetectors.Targets(), Stream).Total();
        var actual = other.Losses(SmallDetectors.Images(), SmallDetectors.Targets(), Stream).Total();
        actual.backward();

        Assert.Equal(ScalarType.Float32, actual.dtype);
        Assert.Equal(expected.item<float>(), actual.item<float>(), tolerance * expected.item<float>());
        Assert.All(other.parameters(), parameter => Assert.True(parameter.grad!.isfinite().all().item<bool>()));
    }

    [Fact]
    public void Detection_while_training_is_refused()
    {
        using var detector = SmallDetectors.Create(DetectorHead.Fpn);
        using var image = zeros(3, 40, 40);

        Assert.Contains("Call eval() first", Assert.Throws<InvalidOperationException>(() => detector.Detect([image])).Message);
    }

    [Fact]
    public void What_is_no_image_or_no_target_is_refused_in_one_line()
    {
        using var scope = NewDisposeScope();
        using var detector = SmallDetectors.Create(DetectorHead.Fpn);
        var target = SmallDetectors.Target([1, 2, 3, 4], 1);

        string Refusal(Tensor image, params DetectionTarget[] targets) =>
            Assert.Throws<ArgumentException>(() => detector.Losses([image], targets, Stream)).Message;

        Assert.StartsWith("Image 0: Float32 [1, 40, 40] (expected Float32 [3, H, W]", Refusal(zeros(1, 40, 40), target));
        Assert.StartsWith("Image 0: Byte [3, 40, 40]", Refusal(zeros(new long[] { 3, 40, 40 }, ScalarType.Byte), target));
        Assert.StartsWith("Detection: 2 targets (expected 1", Refusal(zeros(3, 40, 40), target, target));
        Assert.StartsWith(
            "Targets of image 0: box 1 is no box (got [1, NaN, 3, 4]",
            Refusal(zeros(3, 40, 40), SmallDetectors.Target([1, 2, 3, 4, 1, float.NaN, 3, 4], 1, 1)));
        Assert.Contains("x1 < x2", Refusal(zeros(3, 40, 40), SmallDetectors.Target([3, 2, 3, 4], 1)));
        Assert.StartsWith(
            "Targets of image 0: label 0 is no class (got 4, expected 1 to 3)", Refusal(zeros(3, 40, 40), SmallDetectors.Target([1, 2, 3, 4], 4)));
        Assert.Contains("got 0, expected 1 to 3", Refusal(zeros(3, 40, 40), SmallDetectors.Target([1, 2, 3, 4], 0)));
        Assert.Contains("Give one label a box", Refusal(zeros(3, 40, 40), SmallDetectors.Target([1, 2, 3, 4], 1, 2)));
    }

    // Every anchor shrinks to nothing: no proposal is left.
    private static void Shrink(FasterRcnn detector)
    {
        using var _ = no_grad();
        using var far = (-100.0).ToScalar();
        detector.state_dict()["rpn.head.bbox_pred.bias"].fill_(far);
    }
}

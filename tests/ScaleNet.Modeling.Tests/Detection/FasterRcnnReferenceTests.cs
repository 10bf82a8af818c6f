using System.Text.Json;
using ScaleNet.Architecture.Zoo.Detection;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Modeling.Detection;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Detection;

/// <summary>Whole detectors against torchvision's, step by step.</summary>
public sealed class FasterRcnnReferenceTests
{
    // Sums of float32 maps that were computed in another order, relative to the sum of absolute values.
    private const double MapTolerance = 2e-5;

    // The files have nine digits.
    private const double AnchorTolerance = 1e-8;

    // The reference itself moves by up to half of this between float32 and float64.
    private const double BoxTolerance = 4e-4; // px
    private const double ScoreTolerance = 8e-6;

    public static TheoryData<string, string> Evaluations => new()
    {
        { "fpn", "eval_240x320" },
        { "fpn", "eval_200x300_resized" },
        { "c4", "eval_240x320" },
        { "c4", "eval_200x300_resized" },
    };

    [Theory]
    [InlineData("fpn")]
    [InlineData("c4")]
    public void The_keys_and_shapes_are_torchvisions_in_its_order(string head)
    {
        var expected = DetectionReference.ReadModel($"{head}_keys").GetProperty("keys").EnumerateArray()
            .Select(entry => $"{entry[0].GetString()} [{string.Join(",", entry[1].Integers())}]");

        var keys = ReferenceDetector.Keys(ReferenceDetector.Spec(head, DetectionReference.ReadModel(head)));

        Assert.Equal(expected, keys);
    }

    [Theory]
    [Trait("Tier", "slow")]
    [MemberData(nameof(Evaluations))]
    public void Maps_and_proposals_are_torchvisions(string head, string name)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var reference = DetectionReference.ReadModel(head);
        var test = reference.GetProperty(name);
        using var detector = ReferenceDetector.Create(ReferenceDetector.Spec(head, reference), reference);
        detector.eval();

        using var batch = detector.Batch([Image(test)], [new ResizeRule(detector.Spec.ShortSide, detector.Spec.LongSide)]);
        var levels = detector.Features(batch);
        var predictions = detector.Proposals.Predict(levels, FasterRcnn.SizeOf(batch));
        var proposals = detector.Proposals.Select(predictions, batch.Sizes, training: false)[0];

        DetectionReference.AssertStatistics(test.GetProperty("transformed"), batch.Pixels, MapTolerance);
        foreach (var (level, map) in levels.Index())
        {
            DetectionReference.AssertStatistics(
                test.GetProperty("features").GetProperty(detector.Graphs.Levels[level]), map, MapTolerance);
        }

        CheckLevels(test.GetProperty("rpn_levels"), detector, levels, predictions);
        DetectionReference.AssertStatistics(test.GetProperty("anchors"), predictions.Anchors, AnchorTolerance);
        CheckProposals(test, proposals);
        CheckRegions(test, detector, levels, proposals, batch.Sizes[0].Height);
    }

    [Theory]
    [Trait("Tier", "slow")]
    [MemberData(nameof(Evaluations))]
    public void Detections_are_torchvisions(string head, string name)
    {
        using var scope = NewDisposeScope();
        var reference = DetectionReference.ReadModel(head);
        var test = reference.GetProperty(name);
        var expected = test.GetProperty("detections");
        using var detector = ReferenceDetector.Create(
            ReferenceDetector.Spec(head, reference, test.Number("box_score_thresh")), reference);
        detector.eval();

        var found = detector.Detect([Image(test)])[0];

        Assert.Equal(expected.GetProperty("labels").Numbers().Select(label => (long)label), found.Labels.Indices());
        DetectionReference.AssertClose(expected.GetProperty("scores").Numbers(), found.Scores.Values(), ScoreTolerance);
        DetectionReference.AssertClose(expected.GetProperty("boxes").Numbers(), found.Boxes.Values(), BoxTolerance);
    }

    private static Tensor Image(JsonElement test)
    {
        var input = test.GetProperty("input");
        return DetectionReference.Uniform(
            input.GetProperty("key").GetString()!, [.. input.GetProperty("shape").Integers().Select(side => (long)side)]);
    }

    private static void CheckLevels(
        JsonElement expected, FasterRcnn detector, IReadOnlyList<Tensor> levels, AnchorPredictions predictions)
    {
        var first = 0;
        foreach (var (level, test) in expected.EnumerateArray().Index())
        {
            var count = predictions.PerLevel[level];
            var outputs = detector.Parts[1].Run(levels[level], FasterRcnnGraphs.Objectness, FasterRcnnGraphs.Deltas);
            var decoded = BoxCoder.Proposals.Decode(
                predictions.Deltas[0].narrow(0, first, count), predictions.Anchors.narrow(0, first, count)).squeeze(1);

            DetectionReference.AssertStatistics(test.GetProperty("objectness"), outputs[0], MapTolerance);
            DetectionReference.AssertStatistics(test.GetProperty("deltas"), outputs[1], MapTolerance);
            DetectionReference.AssertStatistics(test.GetProperty("decoded_proposals"), decoded, MapTolerance);
            first += count;
        }
    }

    // As sets: neighbours in the order can be nearer to each other than float32 resolves.
    private static void CheckProposals(JsonElement test, Proposals proposals)
    {
        var boxes = proposals.Boxes.Values().Chunk(4).Zip(proposals.Scores.Values()).ToList();
        var expected = test.GetProperty("proposals_first20").EnumerateArray()
            .Zip(test.GetProperty("proposal_scores_first20").EnumerateArray());

        Assert.Equal(test.Integer("n_proposals"), boxes.Count);
        Assert.All(expected, pair => Assert.Contains(boxes, box =>
            Math.Abs(box.Second - pair.Second.GetDouble()) <= ScoreTolerance
            && box.First.Zip(pair.First.Numbers()).All(corner => Math.Abs(corner.First - corner.Second) <= BoxTolerance)));
        Assert.Equal(
            test.GetProperty("proposals").Number("sum"), proposals.Boxes.Values().Sum(value => (double)value), boxes.Count * BoxTolerance);
    }

    private static void CheckRegions(
        JsonElement test, FasterRcnn detector, IReadOnlyList<Tensor> levels, Proposals proposals, int imageHeight)
    {
        var maps = detector.RegionMaps(levels);
        var pooled = detector.Boxes.Read(maps, [proposals.Boxes], imageHeight);
        var outputs = detector.Parts[2].Run(
            pooled, FasterRcnnGraphs.RegionFeatures, FasterRcnnGraphs.ClassLogits, FasterRcnnGraphs.BoxDeltas);

        DetectionReference.AssertStatistics(test.GetProperty("roi_pool"), pooled, MapTolerance);
        var features = test.GetProperty("box_head");
        var shape = features.GetProperty("shape").Integers().Select(side => (long)side).ToArray();
        DetectionReference.AssertStatistics(features, outputs[0].reshape(shape), MapTolerance);
        CheckPredicted(test.GetProperty("class_logits"), "row0", outputs[1]);
        CheckPredicted(test.GetProperty("box_deltas"), "row0_first12", outputs[2]);
    }

    private static void CheckPredicted(JsonElement expected, string row, Tensor actual)
    {
        var numbers = expected.GetProperty(row).Numbers().ToList();
        DetectionReference.AssertStatistics(expected, actual, MapTolerance);
        DetectionReference.AssertClose(numbers, actual.Values().Take(numbers.Count), MapTolerance * expected.Number("max"));
    }
}

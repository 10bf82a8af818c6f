using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ScaleNet.Architecture.Tests;
using ScaleNet.Modeling.Detection;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Detection;

public sealed class NonMaximumSuppressionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_kept_boxes_are_the_references(int index)
    {
        using var scope = NewDisposeScope();
        var reference = DetectionReference.Read("nms");
        var test = reference.GetProperty("cases")[index];
        var threshold = test.Number("iou_threshold");
        var boxes = reference.GetProperty("boxes").Table();
        var scores = tensor(reference.GetProperty("scores").Floats());
        var labels = tensor(reference.GetProperty("labels").Integers());
        var tied = tensor(Draw.Uniform("nms.scores", 500, u => Math.Floor(u * 20) / 20));

        AssertKept(test, "nms", NonMaximumSuppression.Keep(boxes, scores, threshold));
        AssertKept(test, "batched_nms", NonMaximumSuppression.KeepPerLabel(boxes, scores, labels, threshold));
        AssertKept(test, "nms_tied_scores", NonMaximumSuppression.Keep(boxes, tied, threshold));
        AssertKept(test, "batched_nms_tied_scores", NonMaximumSuppression.KeepPerLabel(boxes, tied, labels, threshold));
        Assert.Equal(reference.GetProperty("first3_tied_scores").Floats(), tied[..3].Values());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void The_kept_boxes_of_many_are_the_references(int index)
    {
        using var scope = NewDisposeScope();
        var test = DetectionReference.Read("nms").GetProperty("cases")[index];
        var boxes = tensor(DetectionReference.Boxes("nms.big", 1500, 900, 700, 20, 260), [1500, 4]);
        var scores = DetectionReference.Uniform("nms.bigscores", 1500);
        var labels = tensor(Draw.Uniform("nms.biglabels", 1500, u => Math.Floor(u * 5))).to(ScalarType.Int64);

        var kept = NonMaximumSuppression.KeepPerLabel(boxes, scores, labels, test.Number("iou_threshold")).Indices();

        Assert.Equal(test.Integer("big_count"), kept.Length);
        Assert.Equal(test.GetProperty("big_first30").Integers(), kept[..30].Select(i => (int)i));
        Assert.Equal(test.GetProperty("big_index_sum").GetInt64(), kept.Sum());
    }

    [Fact]
    public void An_overlap_of_exactly_the_threshold_is_decided_as_the_reference_does()
    {
        using var scope = NewDisposeScope();
        foreach (var test in DetectionReference.Read("nms").GetProperty("exact_threshold").EnumerateArray())
        {
            var boxes = test.GetProperty("boxes").Table();

            var kept = NonMaximumSuppression.Keep(
                boxes, tensor(test.GetProperty("scores").Floats()), test.Number("iou_threshold"));

            AssertKept(test, "keep", kept);
        }
    }

    [Property(MaxTest = 60)]
    public Property Kept_boxes_fall_in_score_and_overlap_little_and_the_others_much(
        NonEmptyArray<(byte X, byte Y, byte Width, byte Height)> corners, byte threshold, bool labelled)
    {
        using var scope = NewDisposeScope();
        var limit = threshold / 255.0;
        var count = corners.Get.Length;
        var boxes = tensor(
            corners.Get.SelectMany(c => new float[] { c.X, c.Y, c.X + c.Width + 1, c.Y + c.Height + 1 }).ToArray(), [count, 4]);
        var scores = corners.Get.Select((c, i) => (c.X * 31 + c.Y * 17 + i) % 13 / 13f).ToArray();
        var labels = corners.Get.Select(c => labelled ? c.Width % 3L : 0).ToArray();

        var kept = NonMaximumSuppression.KeepPerLabel(boxes, tensor(scores), tensor(labels), limit).Indices();

        var overlaps = BoxGeometry.Overlaps(boxes, boxes).Values();
        bool Rivals(long a, long b) => labels[a] == labels[b] && overlaps[(a * count) + b] > limit;
        bool Precedes(long a, long b) => scores[a] > scores[b] || (scores[a] == scores[b] && a < b);
        var ordered = kept.Zip(kept.Skip(1)).All(pair => Precedes(pair.First, pair.Second));
        var apart = kept.All(a => kept.All(b => a == b || !Rivals(a, b)));
        var dropped = Enumerable.Range(0, count).Select(i => (long)i).Except(kept);
        return (ordered && apart && dropped.All(a => kept.Any(b => Rivals(a, b) && Precedes(b, a)))).ToProperty();
    }

    [Fact]
    public void No_box_keeps_none()
    {
        using var scope = NewDisposeScope();

        Assert.Empty(NonMaximumSuppression.Keep(zeros(0, 4), zeros(0), 0.5).Indices());
    }

    [Fact]
    public void Scores_of_another_number_are_refused()
    {
        using var scope = NewDisposeScope();

        var problem = Assert.Throws<ArgumentException>(() => NonMaximumSuppression.Keep(zeros(3, 4), zeros(2), 0.5));

        Assert.Contains("[3, 4], 2 scores", problem.Message);
    }

    private static void AssertKept(JsonElement test, string name, Tensor kept) =>
        Assert.Equal(test.GetProperty(name).Integers(), kept.Indices().Select(i => (int)i));
}

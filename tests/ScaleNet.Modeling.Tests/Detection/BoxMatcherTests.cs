using ScaleNet.Modeling.Detection;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Detection;

public sealed class BoxMatcherTests
{
    private const double OverlapTolerance = 1e-6;

    [Fact]
    public void Matches_are_the_references()
    {
        using var scope = NewDisposeScope();
        var reference = DetectionReference.Read("matcher");
        var proposals = reference.GetProperty("proposals").Table();
        foreach (var test in reference.GetProperty("cases").EnumerateArray())
        {
            var matcher = new BoxMatcher(
                test.Number("high"), test.Number("low"), test.GetProperty("allow_low_quality_matches").GetBoolean());
            var truth = reference.GetProperty(test.GetProperty("gt").GetString()!).Table();

            var matches = matcher.Match(BoxGeometry.Overlaps(truth, proposals));

            Assert.Equal(test.GetProperty("matches").Integers(), matches.Indices().Select(match => (int)match));
        }
    }

    [Fact]
    public void Overlaps_are_the_references()
    {
        using var scope = NewDisposeScope();
        var reference = DetectionReference.Read("matcher");

        var overlaps = BoxGeometry.Overlaps(reference.GetProperty("gt").Table(), reference.GetProperty("proposals").Table());

        DetectionReference.AssertStatistics(reference.GetProperty("iou_stat"), overlaps, OverlapTolerance);
        DetectionReference.AssertClose(
            reference.GetProperty("iou_first_gt_first20").Numbers(), overlaps[0][..20].Values(), OverlapTolerance);
        DetectionReference.AssertClose(
            reference.GetProperty("iou_row0_100_to_120").Numbers(), overlaps[0][100..120].Values(), OverlapTolerance);
    }

    [Fact]
    public void Without_true_boxes_all_is_background()
    {
        using var scope = NewDisposeScope();

        var matches = BoxMatcher.Proposals.Match(BoxGeometry.Overlaps(zeros(0, 4), ones(3, 4)));

        Assert.Equal([BoxMatcher.Background, BoxMatcher.Background, BoxMatcher.Background], matches.Indices());
    }

    [Fact]
    public void Without_proposals_there_is_no_match()
    {
        using var scope = NewDisposeScope();

        Assert.Empty(BoxMatcher.Proposals.Match(BoxGeometry.Overlaps(ones(2, 4), zeros(0, 4))).Indices());
    }
}

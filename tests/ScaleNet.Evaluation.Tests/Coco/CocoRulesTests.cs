using ScaleNet.Evaluation.Boxes;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Evaluation.Tests.Coco;

/// <summary>The rules one by one, on sets that are computed by hand.</summary>
public sealed class CocoRulesTests
{
    private static readonly BoxXywh Square = new(0, 0, 40, 40);

    [Fact]
    public void Without_objects_there_is_no_number()
    {
        var result = CocoEvaluation.Run(CocoFixture.OneImage(), CocoFixture.Found((Square, 0.5)));

        Assert.All(result.Summary.Values, value => Assert.Equal(-1, value));
        Assert.Empty(result.MeanPrecisionAt(iou: 0));
    }

    [Fact]
    public void Without_images_categories_and_detections_there_is_no_number() => Assert.All(
        CocoEvaluation.Run(new CocoInstances([], [], []), new CocoDetections([])).Summary.Values, value => Assert.Equal(-1, value));

    [Fact]
    public void Without_detections_everything_is_missed()
    {
        var summary = CocoEvaluation.Run(CocoFixture.OneImage(Square), CocoFixture.Found()).Summary;

        // 40 x 40 px is medium: nothing small or large is there to be missed.
        Assert.Equal([0, 0, 0, -1, 0, -1, 0, 0, 0, -1, 0, -1], summary.Values);
    }

    [Fact]
    public void An_iou_of_just_the_threshold_is_a_match()
    {
        // Half of it, exactly.
        var summary = CocoEvaluation.Run(CocoFixture.OneImage(Square), CocoFixture.Found((Square with { Width = 20 }, 0.5))).Summary;

        Assert.Equal(1, summary.Ap50, precision: 12);
        Assert.Equal(0, summary.Ap75);
        Assert.Equal(0.1, summary.Ap, precision: 12); // at one of ten thresholds
    }

    [Fact]
    public void A_second_detection_of_an_object_is_false()
    {
        var far = new BoxXywh(100, 100, 40, 40);

        var summary = CocoEvaluation.Run(
            CocoFixture.OneImage(Square, far), CocoFixture.Found((Square, 0.9), (Square, 0.8), (far, 0.7))).Summary;

        // Recall up to 0.5 (51 of the 101 points) at precision 1, the other 50 at 2/3.
        Assert.Equal((51 + (50 * 2 / 3.0)) / 101, summary.Ap, precision: 12);
        Assert.Equal((0.5, 1), (summary["AR1"], summary["AR10"]));
    }

    [Fact]
    public void A_crowd_takes_any_number_of_detections_which_then_count_for_nothing()
    {
        var truth = new CocoInstances(
            [new CocoImage(1)],
            [new CocoCategory(1, "thing")],
            [new CocoAnnotation(1, 1, 1, Square, Square.Area), new CocoAnnotation(2, 1, 1, new BoxXywh(100, 0, 200, 200), 40000, IsCrowd: true)]);

        var result = CocoEvaluation.Run(truth, CocoFixture.Found(
            (new BoxXywh(110, 10, 30, 30), 0.9), (new BoxXywh(150, 10, 30, 30), 0.8), (Square, 0.7)));

        Assert.Equal(1, result.Summary.Ap, precision: 12);
        Assert.Equal((1, 1), (result.Categories[0].Objects, result.Categories[0].Crowds));
    }

    [Fact]
    public void An_object_that_counts_is_preferred_to_a_crowd_that_fits_better_and_stands_before_it()
    {
        var truth = new CocoInstances(
            [new CocoImage(1)],
            [new CocoCategory(1, "thing")],
            [new CocoAnnotation(1, 1, 1, new BoxXywh(0, 0, 400, 400), 160000, IsCrowd: true), new CocoAnnotation(2, 1, 1, Square, Square.Area)]);

        var summary = CocoEvaluation.Run(truth, CocoFixture.Found((Square with { Height = 30 }, 0.5))).Summary;

        Assert.Equal((1, 0.6), (Math.Round(summary.Ap50, 12), Math.Round(summary.Ar100, 12))); // IoU 0.75: at six of ten thresholds
    }

    // pycocotools keeps a match as the object's id, and takes 0 for none.
    [Fact]
    public void An_object_with_the_id_0_is_found_like_any_other()
    {
        var truth = new CocoInstances([new CocoImage(1)], [new CocoCategory(1, "thing")], [new CocoAnnotation(0, 1, 1, Square, Square.Area)]);

        Assert.Equal(1, CocoEvaluation.Run(truth, CocoFixture.Found((Square, 0.5))).Summary.Ap, precision: 12);
    }

    [Fact]
    public void Boxes_without_area_match_nothing_and_are_no_error()
    {
        var empty = new BoxXywh(10, 10, 0, 0);

        var summary = CocoEvaluation.Run(CocoFixture.OneImage(empty, Square), CocoFixture.Found((empty, 0.9), (Square, 0.8))).Summary;

        Assert.Equal(0.5, summary.Ar100);
    }

    [Fact]
    public void An_object_on_the_border_of_two_ranges_is_in_both()
    {
        var border = new BoxXywh(0, 0, 32, 32);

        var summary = CocoEvaluation.Run(CocoFixture.OneImage(border), CocoFixture.Found((border, 0.5))).Summary;

        Assert.Equal([1, 1, -1], new[] { summary["APs"], summary["APm"], summary["APl"] }.Select(value => Math.Round(value, 12)));
    }

    [Fact]
    public void No_more_than_a_hundred_detections_of_an_image_and_category_count()
    {
        var wrong = Enumerable.Range(0, 100).Select(index => (new BoxXywh(500, 500, 40, 40), 0.9));

        var summary = CocoEvaluation.Run(CocoFixture.OneImage(Square), CocoFixture.Found([.. wrong, (Square, 0.1)])).Summary;

        Assert.Equal(0, summary.Ar100);
    }

    [Fact]
    public void A_name_that_is_no_number_is_refused_with_those_there_are()
    {
        var summary = CocoEvaluation.Run(CocoFixture.OneImage(Square), CocoFixture.Found()).Summary;

        Assert.Contains("AR100", Assert.Throws<ArgumentException>(() => summary["AR1000"]).Message, StringComparison.Ordinal);
    }
}

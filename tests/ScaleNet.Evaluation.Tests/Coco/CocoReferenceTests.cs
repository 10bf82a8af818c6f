using System.Globalization;
using System.Text.Json;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Evaluation.Tests.Coco;

/// <summary>Agreement with pycocotools 2.0.11 on two sets whose numbers it gave at full precision.</summary>
public sealed class CocoReferenceTests
{
    // Sums of up to 50,000 numbers in another order; the usual mistakes move some number by 2e-5 or more.
    private const double Tolerance = 1e-12;

    public static TheoryData<string> Sets => ["coco_a", "coco_b"];

    [Theory]
    [MemberData(nameof(Sets))]
    public void The_twelve_numbers_are_those_of_pycocotools(string set)
    {
        var reference = CocoFixture.Reference(set);

        var summary = Run(set).Summary;

        Assert.Equal(Texts(reference.GetProperty("stats_names")), CocoProtocol.Measures.Select(measure => measure.Name));
        AssertNear(Numbers(reference.GetProperty("stats")), summary.Values);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Each_category_has_the_numbers_of_pycocotools(string set)
    {
        var reference = CocoFixture.Reference(set).GetProperty("per_category");

        var categories = Run(set).Categories;

        Assert.Equal(reference.EnumerateObject().Count(), categories.Count);
        Assert.All(categories, category =>
        {
            var expected = reference.GetProperty(category.Category.Id.ToString(CultureInfo.InvariantCulture));
            string[] names = ["AP", "AP50", "AP75", "AR100"];
            AssertNear(names.Select(name => expected.GetProperty(name).GetDouble()), [.. names.Select(name => category.Summary[name])]);
            Assert.Equal(expected.GetProperty("n_gt").GetInt32(), category.Objects);
            Assert.Equal(expected.GetProperty("n_crowd").GetInt32(), category.Crowds);
            Assert.Equal(expected.GetProperty("n_dt").GetInt32(), category.Detections);
        });
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void The_curves_are_those_of_pycocotools(string set)
    {
        var reference = CocoFixture.Reference(set).GetProperty("precision_curve_iou50");

        var result = Run(set);

        var compared = result.Categories.Index()
            .Where(entry => reference.TryGetProperty(entry.Item.Category.Id.ToString(CultureInfo.InvariantCulture), out _)).ToList();
        Assert.NotEmpty(compared);
        Assert.All(compared, entry => AssertNear(
            Numbers(reference.GetProperty(entry.Item.Category.Id.ToString(CultureInfo.InvariantCulture))),
            result.PrecisionAt(iou: 0, entry.Index)));
    }

    // All precisions and recalls there are, those behind none of the twelve numbers too.
    [Theory]
    [MemberData(nameof(Sets))]
    public void The_sums_over_all_curves_are_those_of_pycocotools(string set)
    {
        var reference = CocoFixture.Reference(set);
        var table = new CellTable(CocoFixture.Truth(set), CocoFixture.Detections(set));

        var curves = CocoEvaluation.CurvesOf(table, threads: 1);

        var (precision, recall) = Sums(curves);
        Assert.Equal(reference.GetProperty("precision_TRKAM_sum_ge0").GetDouble(), precision, tolerance: 1e-8);
        Assert.Equal(reference.GetProperty("recall_TKAM_sum_ge0").GetDouble(), recall, tolerance: 1e-10);
    }

    [Fact]
    public void Thresholds_and_ranges_are_those_of_pycocotools_to_the_last_bit()
    {
        var reference = CocoFixture.Reference("coco_a");

        Assert.Equal(Numbers(reference.GetProperty("iou_thresholds")), CocoProtocol.IouThresholds);
        Assert.Equal(
            reference.GetProperty("area_ranges").EnumerateArray().Select(range => (range[0].GetDouble(), range[1].GetDouble())),
            CocoProtocol.Areas.Select(area => (area.Least, area.Most)));
        Assert.Equal(Numbers(reference.GetProperty("max_dets")), CocoProtocol.DetectionLimits.Select(limit => (double)limit));
        Assert.Equal((0.07, 0.29, 0.5700000000000001, 1), (
            CocoProtocol.RecallThresholds[7], CocoProtocol.RecallThresholds[29], CocoProtocol.RecallThresholds[57], CocoProtocol.RecallThresholds[100]));
    }

    [Fact]
    public void Detections_of_a_category_without_ground_truth_are_counted_and_left_out()
    {
        var unknown = Run("coco_a").UnknownCategories;

        Assert.Equal(4, unknown.Values.Sum());
        Assert.Empty(Run("coco_b").UnknownCategories);
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        var (truth, detections) = (CocoFixture.Truth("coco_a"), CocoFixture.Detections("coco_a"));

        Assert.Equal(
            CocoEvaluation.Run(truth, detections, threads: 1).Summary.Values, CocoEvaluation.Run(truth, detections, threads: 3).Summary.Values);
    }

    private static CocoResult Run(string set) => CocoEvaluation.Run(CocoFixture.Truth(set), CocoFixture.Detections(set));

    private static (double Precision, double Recall) Sums(CocoCurves curves)
    {
        var (precision, recall) = (0.0, 0.0);
        for (var category = 0; category < curves.CategoryCount; category++)
        {
            for (var area = 0; area < CocoProtocol.Areas.Length; area++)
            {
                for (var limit = 0; limit < CocoProtocol.DetectionLimits.Length; limit++)
                {
                    for (var iou = 0; iou < CocoProtocol.IouThresholds.Length; iou++)
                    {
                        recall += Math.Max(0, curves.Recall(category, area, limit, iou));
                        precision += curves.Precision(category, area, limit, iou).ToArray().Sum(value => Math.Max(0, value));
                    }
                }
            }
        }

        return (precision, recall);
    }

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(value => value.GetDouble())];

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(value => value.GetString()!)];

    private static void AssertNear(IEnumerable<double> expected, IReadOnlyList<double> actual)
    {
        var all = expected.ToList();
        Assert.Equal(all.Count, actual.Count);
        Assert.All(all.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }
}

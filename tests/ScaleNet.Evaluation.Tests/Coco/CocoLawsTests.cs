using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Evaluation.Tests.Coco;

[Properties(Arbitrary = [typeof(CocoScene)], MaxTest = 40)]
public sealed class CocoLawsTests
{
    private const double Rounding = 1e-12;

    [Property]
    public Property The_order_of_detections_with_different_scores_changes_nothing(CocoScene scene, int seed) =>
        AreSame(scene.Evaluate(), scene.Evaluate(Shuffled(scene.Detections, seed))).ToProperty();

    [Property]
    public Property The_order_of_images_in_the_file_changes_nothing(CocoScene scene, int seed)
    {
        var ids = Shuffled(Enumerable.Range(1, CocoScene.Images).Select(id => (long)id), seed);

        return AreSame(
            scene.Evaluate(), CocoEvaluation.Run(CocoScene.Truth(scene.Objects, ids), new CocoDetections(scene.Detections))).ToProperty();
    }

    [Property]
    public Property Other_ids_of_images_change_nothing(CocoScene scene, int seed)
    {
        var ids = Shuffled(Enumerable.Range(1, CocoScene.Images).Select(id => (long)id * 1_000_003), seed);

        var renamed = CocoEvaluation.Run(
            CocoScene.Truth(scene.Objects.Select(entry => entry with { ImageId = ids[(int)entry.ImageId - 1] }), ids),
            new CocoDetections([.. scene.Detections.Select(found => found with { ImageId = ids[(int)found.ImageId - 1] })]));

        return AreSame(scene.Evaluate(), renamed).ToProperty();
    }

    [Property]
    public Property A_rising_function_of_the_scores_changes_nothing(CocoScene scene) => AreSame(
        scene.Evaluate(), scene.Evaluate(scene.Detections.Select(found => found with { Score = Math.Exp(5 * found.Score) - 3 }))).ToProperty();

    [Property]
    public Property A_detector_that_finds_each_object_and_nothing_else_is_perfect(CocoScene scene)
    {
        var perfect = scene.Evaluate(scene.Objects.Where(entry => !entry.IsCrowd)
            .Select((entry, index) => new CocoDetection(entry.ImageId, entry.CategoryId, entry.Box, 1.0 / (1 + index)))).Summary;

        return (scene.Objects.All(entry => entry.IsCrowd)
            ? perfect.Ap == -1
            : Math.Abs(perfect.Ap - 1) < Rounding && perfect.Ar100 == 1).ToProperty();
    }

    // At any place in the order: it is looked at, finds nothing, and takes nothing from the others.
    [Property]
    public Property A_false_detection_never_raises_an_average_precision(CocoScene scene, int place)
    {
        var before = scene.Evaluate().Summary;
        var wrong = new CocoDetection(1, 1, CocoScene.Nowhere, (Math.Abs(place % 20) + 0.5) / 100);

        var after = scene.Evaluate(scene.Detections.Append(wrong)).Summary;

        return CocoProtocol.Measures.Select((measure, index) => (measure, Before: before.Values[index], After: after.Values[index]))
            .All(entry => entry.After <= entry.Before + Rounding).ToProperty();
    }

    [Property]
    public Property A_false_detection_behind_all_others_changes_no_average_precision(CocoScene scene) => AreSame(
        scene.Evaluate(), scene.Evaluate(scene.Detections.Append(new CocoDetection(1, 1, CocoScene.Nowhere, -1))), detections: 1).ToProperty();

    [Property]
    public Property All_numbers_are_fractions_or_the_mark_of_nothing_to_find(CocoScene scene) =>
        scene.Evaluate().Summary.Values.All(value => value is -1 or (>= 0 and <= 1 + Rounding)).ToProperty();

    private static T[] Shuffled<T>(IEnumerable<T> items, int seed) =>
        [.. items.Index().OrderBy(entry => HashCode(entry.Index, seed)).Select(entry => entry.Item)];

    // Any mixing will do; that of the platform differs from run to run.
    private static uint HashCode(int index, int seed) => unchecked(((uint)index + 1) * 2654435761u ^ (uint)seed * 40503u);

    private static bool AreSame(CocoResult one, CocoResult other, int detections = 0) =>
        Near(one.Summary.Values, other.Summary.Values)
        && one.Categories.Zip(other.Categories).All(pair => Near(pair.First.Summary.Values, pair.Second.Summary.Values))
        && one.Categories.Sum(category => category.Detections) + detections == other.Categories.Sum(category => category.Detections);

    private static bool Near(IReadOnlyList<double> one, IReadOnlyList<double> other) =>
        one.Zip(other).All(pair => Math.Abs(pair.First - pair.Second) <= Rounding);
}

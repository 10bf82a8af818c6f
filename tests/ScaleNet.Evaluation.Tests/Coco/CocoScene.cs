using FsCheck;
using FsCheck.Fluent;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Evaluation.Tests.Coco;

/// <summary>A random ground truth and detections near its objects, all in whole px, so that IoUs of equal boxes are exactly 1.</summary>
/// <param name="Objects">The objects, numbered from 1.</param>
/// <param name="Detections">Detections with different scores.</param>
public sealed record CocoScene(IReadOnlyList<CocoAnnotation> Objects, IReadOnlyList<CocoDetection> Detections)
{
    /// <summary>Ids of the images are 1 to this.</summary>
    public const int Images = 4;

    private const int Categories = 2;
    private const int Canvas = 200;

    /// <summary>A box that no object of a scene touches, small so that it counts in every range in which it can.</summary>
    public static BoxXywh Nowhere { get; } = new(10 * Canvas, 10 * Canvas, 20, 20);

    public CocoResult Evaluate() => Evaluate(Detections);

    public CocoResult Evaluate(IEnumerable<CocoDetection> detections) =>
        CocoEvaluation.Run(Truth(Objects, Enumerable.Range(1, Images).Select(id => (long)id)), new CocoDetections([.. detections]));

    public static CocoInstances Truth(IEnumerable<CocoAnnotation> objects, IEnumerable<long> imageIds) => new(
        [.. imageIds.Select(id => new CocoImage(id))],
        [.. Enumerable.Range(1, Categories).Select(id => new CocoCategory(id, $"thing {id}"))],
        [.. objects]);

    /// <summary>Scenes for properties.</summary>
    public static Arbitrary<CocoScene> Scenes()
    {
        var box =
            from x in Gen.Choose(0, Canvas)
            from y in Gen.Choose(0, Canvas)
            from width in Gen.Choose(1, Canvas / 2)
            from height in Gen.Choose(1, Canvas / 2)
            select new BoxXywh(x, y, width, height);
        var entry =
            from place in box
            from image in Gen.Choose(1, Images)
            from category in Gen.Choose(1, Categories)
            from crowd in Gen.Choose(0, 5)
            select new CocoAnnotation(0, image, category, place, place.Area, IsCrowd: crowd == 0);
        var shift = Gen.Choose(-12, 12);
        var scenes =
            from entries in entry.ListOf(12)
            from extra in entry.ListOf(4)
            from moves in shift.ListOf(2 * (12 + 4))
            from order in Gen.Shuffle(Enumerable.Range(1, 12 + 4).ToArray())
            select new CocoScene(
                [.. entries.Select((item, index) => item with { Id = index + 1 })],
                [.. entries.Concat(extra).Select((item, index) => new CocoDetection(
                    item.ImageId,
                    item.CategoryId,
                    item.Box with { X = item.Box.X + moves[2 * index], Y = item.Box.Y + moves[(2 * index) + 1] },
                    order[index] / 100.0))]);
        return scenes.ToArbitrary();
    }
}

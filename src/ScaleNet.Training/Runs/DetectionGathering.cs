using ScaleNet.Data.Detection;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Evaluation.Coco;
using ScaleNet.Training.Distributed;

namespace ScaleNet.Training.Runs;

/// <summary>Brings the detections of all ranks to all ranks.</summary>
internal static class DetectionGathering
{
    private const int Numbers = 7; // place of the image, category, four of the box, score

    /// <summary>All detections, in the order in which one process would have found them.</summary>
    /// <param name="ranks">All call it.</param>
    /// <param name="own">This rank's.</param>
    /// <param name="images">The set that was shared.</param>
    public static IReadOnlyList<CocoDetection> All(ICollective ranks, IReadOnlyList<CocoDetection> own, CocoDataset images)
    {
        var counts = new double[ranks.WorldSize];
        counts[ranks.Rank] = own.Count;
        ranks.Sum(counts);

        // Every rank fills the rows of its own, and a sum with zeros is exact.
        var rows = new double[Numbers * (long)counts.Sum()];
        var next = Numbers * (long)counts.Take(ranks.Rank).Sum();
        var places = Enumerable.Range(0, images.Count).ToDictionary(images.ImageId);
        foreach (var detection in own)
        {
            var row = rows.AsSpan((int)next, Numbers);
            (row[0], row[1], row[2], row[3], row[4], row[5], row[6]) = (
                places[detection.ImageId], detection.CategoryId,
                detection.Box.X, detection.Box.Y, detection.Box.Width, detection.Box.Height, detection.Score);
            next += Numbers;
        }

        ranks.Sum(rows);
        return [.. rows.Chunk(Numbers)
            .OrderBy(row => row[0]) // stable: within an image, the order in which they were found
            .Select(row => new CocoDetection(
                images.ImageId((int)row[0]), (long)row[1], new BoxXywh(row[2], row[3], row[4], row[5]), row[6]))];
    }
}

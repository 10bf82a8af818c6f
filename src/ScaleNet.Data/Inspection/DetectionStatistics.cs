using ScaleNet.Data.Detection;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Data.Inspection;

/// <summary>What one part of a detection set consists of, by its annotations; no image is decoded.</summary>
public sealed record DetectionStatistics
{
    /// <summary>The part.</summary>
    public required string Name { get; init; }

    /// <summary>Images.</summary>
    public required int Images { get; init; }

    /// <summary>Images in which nothing is to be found: a training leaves them out.</summary>
    public required int WithoutTargets { get; init; }

    /// <summary>Objects that are learned: no crowds, boxes with an area.</summary>
    public required int Objects { get; init; }

    /// <summary>Crowds.</summary>
    public required int Crowds { get; init; }

    /// <summary>Objects that are not learned because nothing of their box lies within the image.</summary>
    public required int WithoutArea { get; init; }

    /// <summary>
    /// Objects, also those that are not learned, in each of the evaluation's ranges of the field <c>area</c>, whose borders are shared; crowds do not count.
    /// </summary>
    public required IReadOnlyDictionary<string, int> Areas { get; init; }

    /// <summary>Objects of an image.</summary>
    public required Spread ObjectsPerImage { get; init; }

    /// <summary>Columns of the images, px.</summary>
    public required Spread Width { get; init; }

    /// <summary>Rows of the images, px.</summary>
    public required Spread Height { get; init; }

    /// <summary>Longer side of an object's box as a share of its image's shorter side; null where there are no objects.</summary>
    public required Spread? RelativeSize { get; init; }

    /// <summary>Every class, in the order of its label.</summary>
    public required IReadOnlyList<ObjectCount> Classes { get; init; }

    /// <summary>Counts what a set has.</summary>
    public static DetectionStatistics Of(CocoDataset set)
    {
        var indices = Enumerable.Range(0, set.Count).ToList();
        var objects = set.GroundTruth.Annotations.Where(entry => !entry.IsCrowd).ToList();
        int learned = indices.Sum(index => set.Targets(index).Count);
        var sizes = indices.SelectMany(index => set.Targets(index).Select(target =>
            Math.Max(target.Box.Width, target.Box.Height) / Math.Min(set.Size(index).Width, set.Size(index).Height)));
        return new DetectionStatistics
        {
            Name = set.Name,
            Images = set.Count,
            WithoutTargets = indices.Count(index => set.Targets(index).Count == 0),
            Objects = learned,
            Crowds = set.GroundTruth.Annotations.Count - objects.Count,
            WithoutArea = objects.Count - learned,
            Areas = CocoProtocol.Areas.ToDictionary(area => area.Name, area => objects.Count(entry => area.Contains(entry.Area))),
            ObjectsPerImage = SpreadOf(indices.Select(index => (double)set.Targets(index).Count)),
            Width = SpreadOf(indices.Select(index => (double)set.Size(index).Width)),
            Height = SpreadOf(indices.Select(index => (double)set.Size(index).Height)),
            RelativeSize = learned > 0 ? SpreadOf(sizes) : null,
            Classes = CountClasses(set, indices),
        };
    }

    private static Spread SpreadOf(IEnumerable<double> values) => Spread.Of(values.CountBy(value => value).Select(entry => (entry.Key, (long)entry.Value)));

    private static List<ObjectCount> CountClasses(CocoDataset set, List<int> indices)
    {
        var (objects, images) = (new int[set.Classes.Count], new int[set.Classes.Count]);
        foreach (var labels in indices.Select(index => set.Targets(index).Select(target => target.Label).ToList()))
        {
            labels.ForEach(label => objects[label - 1]++);
            foreach (int label in labels.Distinct())
            {
                images[label - 1]++;
            }
        }

        return [.. set.ClassNames.Index().Select(entry =>
            new ObjectCount(entry.Index + 1, set.Classes.CategoryIdOf(entry.Index + 1), entry.Item, objects[entry.Index], images[entry.Index]))];
    }
}

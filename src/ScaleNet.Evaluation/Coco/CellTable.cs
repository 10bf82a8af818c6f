using System.Globalization;

namespace ScaleNet.Evaluation.Coco;

/// <summary>Detections and objects by category and image, both in rising ids; only pairs where there is something.</summary>
internal sealed class CellTable
{
    private const int MostCategories = 10_000; // their curves take a gigabyte

    private readonly List<Cell> _cells = [];
    private readonly int[] _firstCells;

    public CellTable(CocoInstances truth, CocoDetections detections)
    {
        if (truth.Categories.Count > MostCategories)
        {
            throw new CocoException(string.Create(
                CultureInfo.InvariantCulture,
                $"{truth.Name} $.categories: too many (got {truth.Categories.Count}, expected at most {MostCategories}). Leave out those that are not evaluated."));
        }

        Categories = [.. truth.Categories.OrderBy(category => category.Id)];
        ImageCount = truth.Images.Count;
        var images = Ranks(truth.Images.Select(image => image.Id));
        var categories = Ranks(Categories.Select(category => category.Id));

        var objects = truth.Annotations;
        var objectKeys = new long[objects.Count];
        for (var i = 0; i < objectKeys.Length; i++)
        {
            objectKeys[i] = Key(categories[objects[i].CategoryId], images[objects[i].ImageId]);
        }

        Objects = [.. StableOrder.Sort(objectKeys).Select(index => objects[index])];
        var (known, keys) = Known(detections, images, categories);
        Detections = [.. StableOrder.Sort(keys).Select(index => detections.Items[known[index]])];
        _firstCells = new int[Categories.Count + 1];
        Fill(keys, objectKeys);
    }

    /// <summary>The categories in rising ids.</summary>
    public IReadOnlyList<CocoCategory> Categories { get; }

    public int ImageCount { get; }

    /// <summary>The objects, cell after cell, in each in the order of the file.</summary>
    private CocoAnnotation[] Objects { get; }

    /// <summary>The detections of known categories, cell after cell, in each in the order of the file until it is matched.</summary>
    public CocoDetection[] Detections { get; }

    /// <summary>How many detections of each unknown category were left out, as pycocotools does.</summary>
    public SortedDictionary<long, int> Unknown { get; } = [];

    public IReadOnlyList<Cell> Cells => _cells;

    /// <summary>The cells of a category, in rising ids of images.</summary>
    public IEnumerable<Cell> CellsOf(int category)
    {
        for (var cell = _firstCells[category]; cell < _firstCells[category + 1]; cell++)
        {
            yield return _cells[cell];
        }
    }

    /// <summary>How many of the cell's objects are crowds.</summary>
    public int CrowdsIn(Cell cell)
    {
        var count = 0;
        foreach (var entry in ObjectsOf(cell))
        {
            count += entry.IsCrowd ? 1 : 0;
        }

        return count;
    }

    public ReadOnlySpan<CocoAnnotation> ObjectsOf(Cell cell) => Objects.AsSpan(cell.FirstObject, cell.ObjectCount);

    private static Dictionary<long, int> Ranks(IEnumerable<long> ids) =>
        ids.Order().Index().ToDictionary(entry => entry.Item, entry => entry.Index);

    private long Key(int category, int image) => ((long)category * ImageCount) + image;

    private (List<int> Known, long[] Keys) Known(
        CocoDetections detections, Dictionary<long, int> images, Dictionary<long, int> categories)
    {
        var known = new List<int>(detections.Items.Count);
        var keys = new List<long>(detections.Items.Count);
        for (var i = 0; i < detections.Items.Count; i++)
        {
            var detection = detections.Items[i];
            if (!images.TryGetValue(detection.ImageId, out var image))
            {
                throw new CocoException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{detections.Name} $[{i}].image_id: no such image (got {detection.ImageId}, expected the id of one of the {ImageCount} images of the ground truth). ")
                    + "Do both files belong to the same images?");
            }

            if (categories.TryGetValue(detection.CategoryId, out var category))
            {
                known.Add(i);
                keys.Add(Key(category, image));
            }
            else
            {
                Unknown[detection.CategoryId] = Unknown.GetValueOrDefault(detection.CategoryId) + 1;
            }
        }

        return (known, [.. keys]);
    }

    // Both lists are sorted by the same keys: they are walked side by side.
    private void Fill(long[] detectionKeys, long[] objectKeys)
    {
        var (detection, entry, category) = (0, 0, 0);
        while (detection < detectionKeys.Length || entry < objectKeys.Length)
        {
            var key = Math.Min(At(detectionKeys, detection), At(objectKeys, entry));
            for (; category < key / ImageCount; category++)
            {
                _firstCells[category + 1] = _cells.Count;
            }

            var (detections, objects) = (RunOf(detectionKeys, detection, key), RunOf(objectKeys, entry, key));
            _cells.Add(new Cell(detection, detections, entry, objects));
            detection += detections;
            entry += objects;
        }

        for (; category < Categories.Count; category++)
        {
            _firstCells[category + 1] = _cells.Count;
        }
    }

    private static long At(long[] keys, int index) => index < keys.Length ? keys[index] : long.MaxValue;

    private static int RunOf(long[] keys, int start, long key)
    {
        var end = start;
        while (end < keys.Length && keys[end] == key)
        {
            end++;
        }

        return end - start;
    }
}

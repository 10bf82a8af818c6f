namespace ScaleNet.Evaluation.Coco;

/// <summary>How well a detector found the objects of a set of images.</summary>
public sealed class CocoResult
{
    private readonly CocoCurves _curves;

    internal CocoResult(CellTable table, CocoCurves curves)
    {
        _curves = curves;
        ImageCount = table.ImageCount;
        UnknownCategories = table.Unknown;
        Summary = new CocoSummary(curves, [.. Enumerable.Range(0, curves.CategoryCount)]);
        Categories = [.. table.Categories.Select((category, index) => ResultOf(table, curves, category, index))];
    }

    /// <summary>The twelve numbers over all categories.</summary>
    public CocoSummary Summary { get; }

    /// <summary>Every category, in rising ids.</summary>
    public IReadOnlyList<CocoCategoryResult> Categories { get; }

    /// <summary>How many images the ground truth has.</summary>
    public int ImageCount { get; }

    /// <summary>How many detections of each category that the ground truth does not have were left out.</summary>
    public IReadOnlyDictionary<long, int> UnknownCategories { get; }

    /// <summary>
    /// Precision at each of <see cref="CocoProtocol.RecallThresholds"/>: objects of all sizes, at most 100 detections an image and
    /// category.
    /// </summary>
    /// <param name="iou">Index of the IoU threshold.</param>
    /// <param name="category">Index in <see cref="Categories"/>.</param>
    /// <returns>The curve; -1 everywhere where the category has no object.</returns>
    public IReadOnlyList<double> PrecisionAt(int iou, int category) => Curve(category, iou).ToArray();

    /// <summary>The same as the mean over the categories that have objects; empty where none has.</summary>
    /// <param name="iou">Index of the IoU threshold; null for the mean over all.</param>
    public IReadOnlyList<double> MeanPrecisionAt(int? iou)
    {
        var mean = new double[CocoProtocol.RecallThresholds.Length];
        var curves = 0;
        for (var category = 0; category < _curves.CategoryCount; category++)
        {
            for (var i = iou ?? 0; i <= (iou ?? CocoProtocol.IouThresholds.Length - 1); i++)
            {
                var curve = Curve(category, i);
                if (curve[0] > CocoCurves.None)
                {
                    curves++;
                    for (var point = 0; point < mean.Length; point++)
                    {
                        mean[point] += curve[point];
                    }
                }
            }
        }

        return curves == 0 ? [] : [.. mean.Select(sum => sum / curves)];
    }

    private ReadOnlySpan<double> Curve(int category, int iou) =>
        _curves.Precision(category, area: 0, CocoProtocol.DetectionLimits.Length - 1, iou);

    private static CocoCategoryResult ResultOf(CellTable table, CocoCurves curves, CocoCategory category, int index)
    {
        var cells = table.CellsOf(index).ToList();
        var objects = cells.Sum(cell => cell.ObjectCount);
        var crowds = cells.Sum(table.CrowdsIn);
        return new CocoCategoryResult(
            category, new CocoSummary(curves, [index]), objects - crowds, crowds, cells.Sum(cell => cell.DetectionCount));
    }
}

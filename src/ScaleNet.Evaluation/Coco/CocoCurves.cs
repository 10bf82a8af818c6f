namespace ScaleNet.Evaluation.Coco;

/// <summary>Precision at each recall and the highest recall, for every threshold, category, range of areas and limit.</summary>
/// <remarks>
/// -1 wherever a category has no object that counts. Precision is what is reached at this recall or a higher one, and 0 beyond the
/// highest recall.
/// </remarks>
internal sealed class CocoCurves
{
    /// <summary>What stands where there is nothing to find.</summary>
    public const double None = -1;

    private readonly double[] _precision;
    private readonly double[] _recall;

    public CocoCurves(int categoryCount)
    {
        var curves = categoryCount * CocoProtocol.Areas.Length * CocoProtocol.DetectionLimits.Length * CocoProtocol.IouThresholds.Length;
        CategoryCount = categoryCount;
        _precision = new double[curves * CocoProtocol.RecallThresholds.Length];
        _recall = new double[curves];
        _precision.AsSpan().Fill(None);
        _recall.AsSpan().Fill(None);
    }

    public int CategoryCount { get; }

    /// <summary>Precision at the recall thresholds.</summary>
    public Span<double> Precision(int category, int area, int limit, int iou)
    {
        var points = CocoProtocol.RecallThresholds.Length;
        return _precision.AsSpan(Index(category, area, limit, iou) * points, points);
    }

    /// <summary>The highest recall.</summary>
    public ref double Recall(int category, int area, int limit, int iou) => ref _recall[Index(category, area, limit, iou)];

    private static int Index(int category, int area, int limit, int iou) =>
        ((((category * CocoProtocol.Areas.Length) + area) * CocoProtocol.DetectionLimits.Length) + limit) * CocoProtocol.IouThresholds.Length + iou;
}

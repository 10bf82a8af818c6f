using System.Collections.Immutable;

namespace ScaleNet.Evaluation.Coco;

/// <summary>The fixed numbers of COCO's evaluation of boxes.</summary>
/// <remarks>Source: the default parameters of pycocotools 2.0.11, to the last bit: a threshold decides whether a box counts.</remarks>
public static class CocoProtocol
{
    private const int IouCount = 10;
    private const double LeastIou = 0.5;
    private const double MostIou = 0.95;
    private const int RecallCount = 101;
    private const double RecallStep = 0.01;
    private const double SmallArea = 32 * 32;
    private const double MediumArea = 96 * 96;
    private const double AnyArea = 1e10;
    private const int Iou75 = 5;

    /// <summary>0.5 to 0.95 in steps of 0.05: how much of a box must be hit.</summary>
    public static ImmutableArray<double> IouThresholds { get; } =
    [
        .. Enumerable.Range(0, IouCount - 1).Select(index => (index * ((MostIou - LeastIou) / (IouCount - 1))) + LeastIou),
        MostIou, // said, not computed: sums of steps end beside it
    ];

    /// <summary>0 to 1 in steps of 0.01: where precision is read.</summary>
    public static ImmutableArray<double> RecallThresholds { get; } =
        [.. Enumerable.Range(0, RecallCount).Select(index => index * RecallStep)];

    /// <summary>All, small, medium and large objects.</summary>
    public static ImmutableArray<CocoArea> Areas { get; } =
    [
        new("all", 0, AnyArea),
        new("small", 0, SmallArea),
        new("medium", SmallArea, MediumArea),
        new("large", MediumArea, AnyArea),
    ];

    /// <summary>How many detections of an image and category are looked at, the surest first; rising.</summary>
    public static ImmutableArray<int> DetectionLimits { get; } = [1, 10, 100];

    /// <summary>The twelve numbers in their usual order.</summary>
    public static ImmutableArray<CocoMeasure> Measures { get; } =
    [
        new("AP", IsRecall: false, Iou: null, Area: 0, Limit: 2),
        new("AP50", IsRecall: false, Iou: 0, Area: 0, Limit: 2),
        new("AP75", IsRecall: false, Iou75, Area: 0, Limit: 2),
        new("APs", IsRecall: false, Iou: null, Area: 1, Limit: 2),
        new("APm", IsRecall: false, Iou: null, Area: 2, Limit: 2),
        new("APl", IsRecall: false, Iou: null, Area: 3, Limit: 2),
        new("AR1", IsRecall: true, Iou: null, Area: 0, Limit: 0),
        new("AR10", IsRecall: true, Iou: null, Area: 0, Limit: 1),
        new("AR100", IsRecall: true, Iou: null, Area: 0, Limit: 2),
        new("ARs", IsRecall: true, Iou: null, Area: 1, Limit: 2),
        new("ARm", IsRecall: true, Iou: null, Area: 2, Limit: 2),
        new("ARl", IsRecall: true, Iou: null, Area: 3, Limit: 2),
    ];

    /// <summary>The largest of the limits: no detection behind it counts anywhere.</summary>
    internal static int MostDetections => DetectionLimits[^1];
}

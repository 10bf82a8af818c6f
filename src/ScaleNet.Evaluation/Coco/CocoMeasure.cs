namespace ScaleNet.Evaluation.Coco;

/// <summary>One of COCO's twelve numbers: over what it is averaged.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="IsRecall">Whether it averages the highest recalls, not precisions.</param>
/// <param name="Iou">Index of its one IoU threshold; null for all ten.</param>
/// <param name="Area">Index of its range of areas.</param>
/// <param name="Limit">Index of its number of detections an image and category.</param>
public sealed record CocoMeasure(string Name, bool IsRecall, int? Iou, int Area, int Limit);

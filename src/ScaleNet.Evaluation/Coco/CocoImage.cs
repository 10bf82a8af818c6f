namespace ScaleNet.Evaluation.Coco;

/// <summary>An image of a set of annotations.</summary>
/// <param name="Id">What annotations and detections call it.</param>
/// <param name="FileName">Its file, relative to the folder of the images; null where none is named.</param>
/// <param name="Width">Width in px; null where none is said.</param>
/// <param name="Height">Height in px; null where none is said.</param>
public sealed record CocoImage(long Id, string? FileName = null, int? Width = null, int? Height = null);

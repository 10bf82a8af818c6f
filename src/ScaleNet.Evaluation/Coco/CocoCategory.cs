namespace ScaleNet.Evaluation.Coco;

/// <summary>A kind of object.</summary>
/// <param name="Id">What annotations and detections call it; ids need not be without gaps.</param>
/// <param name="Name">What people call it.</param>
public sealed record CocoCategory(long Id, string Name);

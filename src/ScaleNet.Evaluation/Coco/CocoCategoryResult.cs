namespace ScaleNet.Evaluation.Coco;

/// <summary>How well the objects of one category were found.</summary>
/// <param name="Category">The category.</param>
/// <param name="Summary">Its own twelve numbers.</param>
/// <param name="Objects">Objects that are no crowds.</param>
/// <param name="Crowds">Crowds.</param>
/// <param name="Detections">Detections.</param>
public sealed record CocoCategoryResult(CocoCategory Category, CocoSummary Summary, int Objects, int Crowds, int Detections);

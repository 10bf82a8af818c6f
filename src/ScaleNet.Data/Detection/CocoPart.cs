namespace ScaleNet.Data.Detection;

/// <summary>A part of a data set in COCO's layout.</summary>
/// <param name="Name">Such as <c>train</c>, <c>val</c>, <c>train2017</c>.</param>
/// <param name="Images">The folder of its images.</param>
/// <param name="Annotations">Its file of annotations.</param>
public sealed record CocoPart(string Name, string Images, string Annotations);

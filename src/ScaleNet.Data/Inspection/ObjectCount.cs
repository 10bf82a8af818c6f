namespace ScaleNet.Data.Inspection;

/// <summary>How many objects of a class there are.</summary>
/// <param name="Label">From 1.</param>
/// <param name="CategoryId">What the annotations call it.</param>
/// <param name="Name">Name of the class.</param>
/// <param name="Objects">Objects that are learned: no crowds, boxes with an area.</param>
/// <param name="Images">Images with at least one of them.</param>
public sealed record ObjectCount(int Label, long CategoryId, string Name, int Objects, int Images);

using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Modeling.Detection;

/// <summary>One box that a detector found, as plain numbers.</summary>
/// <param name="Label">Its class, from 1.</param>
/// <param name="Score">In [0, 1].</param>
/// <param name="Box">Where it is, in the image's own pixels.</param>
public readonly record struct FoundBox(int Label, float Score, BoxXyxy Box);

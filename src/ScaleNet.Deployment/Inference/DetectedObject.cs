using ScaleNet.Evaluation.Boxes;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Deployment.Inference;

/// <summary>An object that a detector found in an image.</summary>
/// <param name="Label">The detector's number of its category, from 1.</param>
/// <param name="Category">The category.</param>
/// <param name="Score">How sure the detector is, in [0, 1].</param>
/// <param name="Box">Where it is, px of the image.</param>
public sealed record DetectedObject(int Label, CocoCategory Category, float Score, BoxXyxy Box);

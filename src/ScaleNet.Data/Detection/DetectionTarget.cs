using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Data.Detection;

/// <summary>An object that a detector is to find.</summary>
/// <param name="Box">Where it is: within the image, with an area.</param>
/// <param name="Label">What it is, from 1; 0 is the background.</param>
public readonly record struct DetectionTarget(BoxXyxy Box, int Label);

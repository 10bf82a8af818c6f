using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Evaluation.Coco;

/// <summary>One box that a detector found.</summary>
/// <param name="ImageId">The image that it is in.</param>
/// <param name="CategoryId">What it is said to be.</param>
/// <param name="Box">Where it is.</param>
/// <param name="Score">How sure the detector is; only the order of scores matters.</param>
public readonly record struct CocoDetection(long ImageId, long CategoryId, BoxXywh Box, double Score);

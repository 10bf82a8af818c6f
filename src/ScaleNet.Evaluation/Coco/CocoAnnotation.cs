using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Evaluation.Coco;

/// <summary>One object of the ground truth.</summary>
/// <param name="Id">Its number, unique in its set.</param>
/// <param name="ImageId">The image that it is in.</param>
/// <param name="CategoryId">What it is.</param>
/// <param name="Box">Where it is; it may reach out of the image.</param>
/// <param name="Area">Its area in square px, of its outline where there is one: it decides whether the object counts as small.</param>
/// <param name="IsCrowd">Whether it stands for many objects: finding it counts neither for nor against a detector.</param>
public readonly record struct CocoAnnotation(long Id, long ImageId, long CategoryId, BoxXywh Box, double Area, bool IsCrowd = false);

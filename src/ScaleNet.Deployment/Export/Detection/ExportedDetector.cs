using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Weights;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Deployment.Export.Detection;

/// <summary>A trained detector as an export needs it.</summary>
/// <param name="Spec">The detector.</param>
/// <param name="Weights">Its state.</param>
/// <param name="Source">What to call the weights in errors: a path.</param>
/// <param name="Categories">What its labels mean, from label 1 on.</param>
public sealed record ExportedDetector(
    FasterRcnnSpec Spec, WeightFile Weights, string Source, IReadOnlyList<CocoCategory> Categories);

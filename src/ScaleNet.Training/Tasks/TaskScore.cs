using ScaleNet.Evaluation.Classification;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Training.Tasks;

/// <summary>How good a network is on the test images.</summary>
/// <param name="Score">The number by which checkpoints are compared, in [0,1]; more is better.</param>
/// <param name="Classification">Of a classifier.</param>
/// <param name="Detection">Of a detector.</param>
internal sealed record TaskScore(double Score, ClassificationTally? Classification = null, CocoSummary? Detection = null);

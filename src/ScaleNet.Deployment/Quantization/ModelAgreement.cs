namespace ScaleNet.Deployment.Quantization;

/// <summary>What two models say of the same images.</summary>
/// <param name="Images">Images that both saw.</param>
/// <param name="Agreement">Share of them of which both name the same class first.</param>
/// <param name="MeanDifference">Mean over all logits of the magnitude of their difference.</param>
/// <param name="LargestDifference">The largest of these.</param>
/// <param name="FloatAccuracy">Share of which the first model names the label's class; null without labels.</param>
/// <param name="Accuracy">The same of the second model.</param>
public sealed record ModelAgreement(
    int Images, double Agreement, double MeanDifference, double LargestDifference, double? FloatAccuracy, double? Accuracy)
{
    private const double PointsPerShare = 100;

    /// <summary>Points of accuracy that the second model lost; negative if it gained some, null without labels.</summary>
    public double? LostPoints => PointsPerShare * (FloatAccuracy - Accuracy);
}

namespace ScaleNet.Deployment.Inference;

/// <summary>How often a model uses an operator.</summary>
/// <param name="Operator">Its name.</param>
/// <param name="Count">How often.</param>
public sealed record OperatorCount(string Operator, int Count);

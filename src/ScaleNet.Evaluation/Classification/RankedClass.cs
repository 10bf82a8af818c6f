namespace ScaleNet.Evaluation.Classification;

/// <summary>A class and the probability that a classifier gave it.</summary>
/// <param name="Index">Class index, the position of its logit.</param>
/// <param name="Probability">Softmax probability in [0,1].</param>
public readonly record struct RankedClass(int Index, float Probability);

namespace ScaleNet.Evaluation.Runs;

/// <summary>A class by name and the probability that the network gave it.</summary>
/// <param name="Class">Name of the class.</param>
/// <param name="Probability">In [0,1].</param>
public sealed record ClassProbability(string Class, double Probability);

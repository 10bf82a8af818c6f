namespace ScaleNet.Cli.Prediction;

/// <summary>A class that a picture may show.</summary>
/// <param name="Index">Its number.</param>
/// <param name="Class">Its name.</param>
/// <param name="Probability">In [0,1].</param>
internal sealed record PredictedClass(int Index, string Class, double Probability);

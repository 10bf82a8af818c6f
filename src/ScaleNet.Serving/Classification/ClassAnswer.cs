namespace ScaleNet.Serving.Classification;

/// <summary>A class that a picture may be of.</summary>
/// <param name="Index">Its place among the numbers of the model.</param>
/// <param name="Name">What it is called; "class 3" where the model does not say.</param>
/// <param name="Probability">How probable, in [0,1].</param>
internal sealed record ClassAnswer(int Index, string Name, float Probability);

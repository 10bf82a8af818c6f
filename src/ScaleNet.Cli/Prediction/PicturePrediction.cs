namespace ScaleNet.Cli.Prediction;

/// <summary>What the network says of a picture.</summary>
/// <param name="Image">Its path, as the user gave it.</param>
/// <param name="Classes">The most probable classes, best first.</param>
internal sealed record PicturePrediction(string Image, IReadOnlyList<PredictedClass> Classes);

namespace ScaleNet.Cli.Prediction;

/// <summary>What is in a picture, for programs.</summary>
/// <param name="Image">Its path, as the user gave it.</param>
/// <param name="Objects">What was found, by falling score.</param>
internal sealed record DetectedPicture(string Image, IReadOnlyList<DetectedObject> Objects);

namespace ScaleNet.Evaluation.Boxes;

/// <summary>An image's sides, pixels.</summary>
public readonly record struct ImageSize(int Height, int Width);

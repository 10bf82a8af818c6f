namespace ScaleNet.Data.Scenes;

/// <summary>A scene for detectors as a picture file.</summary>
/// <param name="Picture">What the file holds.</param>
/// <param name="ClassNames">The class of each thing that is to be found on it, from the lowest to the topmost.</param>
public sealed record PaintedScene(byte[] Picture, IReadOnlyList<string> ClassNames);

using ScaleNet.Data.Images;

namespace ScaleNet.Data.Scenes;

/// <summary>Something that was drawn on a scene.</summary>
/// <param name="Source">Index of the image it was cut from.</param>
/// <param name="Box">Where it lies on the canvas.</param>
internal readonly record struct ScenePlacement(int Source, PixelRegion Box);

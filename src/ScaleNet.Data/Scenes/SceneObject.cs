using ScaleNet.Data.Images;

namespace ScaleNet.Data.Scenes;

/// <summary>Something that is to be found on a scene.</summary>
/// <param name="Class">What it is, from 0.</param>
/// <param name="Box">The smallest rectangle that holds all pixels of it that are seen.</param>
/// <param name="Area">How many these are.</param>
/// <param name="Own">How many there would be if nothing covered it and no edge cut it off.</param>
/// <param name="IsCrowd">Whether it is a heap of many.</param>
internal readonly record struct SceneObject(int Class, PixelRegion Box, int Area, int Own, bool IsCrowd);

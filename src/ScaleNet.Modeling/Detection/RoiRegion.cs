namespace ScaleNet.Modeling.Detection;

/// <summary>A box in an image's pixels and the map that it reads.</summary>
public readonly record struct RoiRegion(int Level, int Image, double X1, double Y1, double X2, double Y2);

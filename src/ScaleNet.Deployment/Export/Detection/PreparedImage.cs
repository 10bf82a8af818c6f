namespace ScaleNet.Deployment.Export.Detection;

/// <summary>The values of an image that a detector's model computes with.</summary>
/// <param name="Pixels">[1, C, H, W]: normalised, resized and padded.</param>
/// <param name="Original">[2] int64: rows and columns as given.</param>
/// <param name="Resized">[2] int64: rows and columns before padding.</param>
/// <param name="Padded">[2] int64: rows and columns of <paramref name="Pixels"/>.</param>
internal sealed record PreparedImage(string Pixels, string Original, string Resized, string Padded);

namespace ScaleNet.Serving.Classification;

/// <summary>A picture as a model takes it.</summary>
/// <param name="Width">Columns of the picture, px.</param>
/// <param name="Height">Rows of the picture, px.</param>
/// <param name="Values">C,H,W values.</param>
internal sealed record PreparedInput(int Width, int Height, float[] Values);

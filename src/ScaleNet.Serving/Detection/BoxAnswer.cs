namespace ScaleNet.Serving.Detection;

/// <summary>A box in a picture as a viewer shows it, px.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Upper edge.</param>
/// <param name="Width">From the left to the right edge.</param>
/// <param name="Height">From the upper to the lower edge.</param>
internal sealed record BoxAnswer(double X, double Y, double Width, double Height);

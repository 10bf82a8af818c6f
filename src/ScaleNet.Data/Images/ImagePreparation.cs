namespace ScaleNet.Data.Images;

/// <summary>Turns any picture into the input of a network.</summary>
public static class ImagePreparation
{
    /// <summary>
    /// Grey or colour as the network takes it, short side to the input's size, centre cut out, normalised.
    /// </summary>
    /// <remarks>
    /// A picture that has the input's size already is not resampled. Otherwise it is scaled, keeping its proportions
    /// (the long side rounded down), to the smallest size that covers the input divided by the crop ratio (rounded down), and the
    /// surplus is cut off evenly.
    /// </remarks>
    /// <param name="image">The picture.</param>
    /// <param name="preprocessing">The record stored with the network.</param>
    /// <param name="invert">
    /// Whether bright and dark are exchanged: for dark things on white, when the network saw bright ones on black.
    /// </param>
    /// <returns>C,H,W values; new memory.</returns>
    /// <exception cref="DatasetException">The network takes neither 1 nor 3 channels, or the picture is too long to be scaled.</exception>
    public static float[] ToInput(DecodedImage image, Preprocessing preprocessing, bool invert = false)
    {
        var scaler = new PartScaler();
        var (horizontal, vertical) = AxisPlan.Center(image.Width, image.Height, preprocessing);
        var (part, pixels) = (new PixelBuffer(), new PixelBuffer());
        part.CopyFrom(image, scaler.Plan(horizontal, vertical, "the picture"));
        if (preprocessing.Channels == 1)
        {
            Luma.Replace(part.Pixels);
        }

        scaler.Scale(part, pixels);
        if (invert)
        {
            Invert(pixels.Pixels);
        }

        var input = new float[preprocessing.Shape.Length];
        InputWriter.Write(pixels, new PixelTable(preprocessing), isMirrored: false, input);
        return input;
    }

    private static void Invert(Span<byte> pixels)
    {
        foreach (ref byte pixel in pixels)
        {
            pixel = (byte)(byte.MaxValue - pixel);
        }
    }
}

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
    /// <exception cref="DatasetException">The network takes neither 1 nor 3 channels.</exception>
    public static float[] ToInput(DecodedImage image, Preprocessing preprocessing, bool invert = false)
    {
        var shape = preprocessing.Shape;
        var pixels = new byte[shape.Length];
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            var plane = SelectPlane(image, shape.Channels, channel);
            FitCenter(plane, preprocessing).CopyTo(pixels.AsSpan(channel * shape.PlaneLength));
        }

        if (invert)
        {
            Invert(pixels);
        }

        var input = new float[shape.Length];
        new PixelTable(preprocessing).Normalize(pixels, input);
        return input;
    }

    private static PixelPlane SelectPlane(DecodedImage image, int channels, int channel) => channels switch
    {
        1 => PixelPlane.Luma(image),
        DecodedImage.Channels => PixelPlane.Channel(image, channel),
        _ => throw new DatasetException(
            $"preprocessing: the network takes {channels} channels, expected 1 (grey) or 3 (red, green, blue) "
            + "for a picture. Use a network that was trained on pictures."),
    };

    private static byte[] FitCenter(PixelPlane plane, Preprocessing preprocessing)
    {
        var (horizontal, vertical) = AxisPlan.Center(plane.Width, plane.Height, preprocessing);
        return TriangleResizer.Resize(plane, horizontal, vertical).Values;
    }

    private static void Invert(Span<byte> pixels)
    {
        foreach (ref byte pixel in pixels)
        {
            pixel = (byte)(byte.MaxValue - pixel);
        }
    }
}

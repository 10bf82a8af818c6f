namespace ScaleNet.Data.Images;

/// <summary>One channel of a picture, row by row.</summary>
internal sealed record PixelPlane(int Width, int Height, byte[] Values)
{
    // Rec. 601 luma, 0.299, 0.587 and 0.114 in units of 1/65,536; they add up to 1.
    private const int RedWeight = 19_595;
    private const int GreenWeight = 38_470;
    private const int BlueWeight = 7_471;
    private const int LumaShift = 16;

    /// <summary>The brightness of a picture (Rec. 601 luma, rounded to the nearest byte).</summary>
    public static PixelPlane Luma(DecodedImage image)
    {
        var values = new byte[image.Width * image.Height];
        var rgb = image.Rgb;
        int source = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = LumaOf(rgb.AsSpan(source));
            source += DecodedImage.Channels;
        }

        return new PixelPlane(image.Width, image.Height, values);
    }

    /// <summary>Every pixel's red becomes its brightness.</summary>
    /// <param name="pixels">Red, green, blue and one more byte a pixel.</param>
    public static void Grey(Span<byte> pixels)
    {
        for (int i = 0; i < pixels.Length; i += PixelBuffer.BytesPerPixel)
        {
            pixels[i] = LumaOf(pixels[i..]);
        }
    }

    /// <summary>The brightness of a pixel.</summary>
    public static byte LumaOf(ReadOnlySpan<byte> rgb)
    {
        int sum = (RedWeight * rgb[0]) + (GreenWeight * rgb[1]) + (BlueWeight * rgb[2]);
        return (byte)((sum + (1 << (LumaShift - 1))) >> LumaShift);
    }

    /// <summary>One of red (0), green (1) and blue (2).</summary>
    public static PixelPlane Channel(DecodedImage image, int channel)
    {
        var values = new byte[image.Width * image.Height];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = image.Rgb[(i * DecodedImage.Channels) + channel];
        }

        return new PixelPlane(image.Width, image.Height, values);
    }
}

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
            int sum = (RedWeight * rgb[source]) + (GreenWeight * rgb[source + 1]) + (BlueWeight * rgb[source + 2]);
            values[i] = (byte)((sum + (1 << (LumaShift - 1))) >> LumaShift);
            source += DecodedImage.Channels;
        }

        return new PixelPlane(image.Width, image.Height, values);
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

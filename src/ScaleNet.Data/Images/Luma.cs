namespace ScaleNet.Data.Images;

/// <summary>The brightness of colours (Rec. 601 luma, rounded to the nearest byte).</summary>
internal static class Luma
{
    // 0.299, 0.587 and 0.114 in units of 1/65,536; they add up to 1.
    private const int RedWeight = 19_595;
    private const int GreenWeight = 38_470;
    private const int BlueWeight = 7_471;
    private const int Shift = 16;

    /// <summary>The brightness of a pixel.</summary>
    public static byte Of(ReadOnlySpan<byte> rgb)
    {
        int sum = (RedWeight * rgb[0]) + (GreenWeight * rgb[1]) + (BlueWeight * rgb[2]);
        return (byte)((sum + (1 << (Shift - 1))) >> Shift);
    }

    /// <summary>Every pixel's red becomes its brightness.</summary>
    /// <param name="pixels">Red, green, blue and one more byte a pixel.</param>
    public static void Replace(Span<byte> pixels)
    {
        for (int i = 0; i < pixels.Length; i += PixelBuffer.BytesPerPixel)
        {
            pixels[i] = Of(pixels[i..]);
        }
    }
}

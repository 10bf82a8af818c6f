using ScaleNet.Data.Images;

namespace ScaleNet.Data.Transforms;

/// <summary>Changes of colour that blend a picture with a poorer one of itself (PIL's ImageEnhance): 1 changes nothing, 0 leaves that.</summary>
internal sealed class PixelBlends
{
    private readonly PixelBuffer _poorer = new();

    /// <summary>Blends with black.</summary>
    public static void Brightness(PixelBuffer pixels, float factor)
    {
        foreach (ref byte value in pixels.Pixels)
        {
            value = Blend(0, value, factor);
        }
    }

    /// <summary>Blends with the grey of the mean brightness.</summary>
    public static void Contrast(PixelBuffer pixels, float factor)
    {
        var bytes = pixels.Pixels;
        long sum = 0;
        for (int i = 0; i < bytes.Length; i += PixelBuffer.BytesPerPixel)
        {
            sum += Luma.Of(bytes[i..]);
        }

        byte mean = (byte)(((double)sum / (pixels.Width * pixels.Height)) + 0.5);
        foreach (ref byte value in bytes)
        {
            value = Blend(mean, value, factor);
        }
    }

    /// <summary>Blends each pixel with its own grey.</summary>
    public static void Saturation(PixelBuffer pixels, float factor)
    {
        var bytes = pixels.Pixels;
        for (int i = 0; i < bytes.Length; i += PixelBuffer.BytesPerPixel)
        {
            byte grey = Luma.Of(bytes[i..]);
            for (int channel = 0; channel < DecodedImage.Channels; channel++)
            {
                bytes[i + channel] = Blend(grey, bytes[i + channel], factor);
            }
        }
    }

    /// <summary>Blends with the picture smoothed by PIL's SMOOTH (the pixel counts 5 of 13, each neighbour 1); borders stay.</summary>
    public void Sharpness(PixelBuffer pixels, float factor)
    {
        const int center = 5;
        const float total = 13;
        _poorer.CopyFrom(pixels, PixelRegion.Whole(pixels.Width, pixels.Height));
        var source = _poorer.Pixels;
        var target = pixels.Pixels;
        int stride = pixels.Stride;
        for (int y = 1; y < pixels.Height - 1; y++)
        {
            for (int i = (y * stride) + PixelBuffer.BytesPerPixel; i < ((y + 1) * stride) - PixelBuffer.BytesPerPixel; i++)
            {
                int sum = (center - 1) * source[i];
                for (int row = i - stride; row <= i + stride; row += stride)
                {
                    sum += source[row - PixelBuffer.BytesPerPixel] + source[row] + source[row + PixelBuffer.BytesPerPixel];
                }

                target[i] = Blend((byte)((sum / total) + 0.5f), source[i], factor);
            }
        }
    }

    // Cut off, not rounded, as PIL does it.
    private static byte Blend(byte poorer, byte value, float factor) =>
        (byte)Math.Clamp(poorer + (factor * (value - poorer)), 0, byte.MaxValue);
}

using ScaleNet.Data.Images;

namespace ScaleNet.Data.Transforms;

/// <summary>Turns the circle of hues, with PIL's 8-bit hue, saturation and value in between (torchvision's adjust_hue).</summary>
internal static class HueShift
{
    private const int Sectors = 6;

    /// <summary>Shifts all hues.</summary>
    /// <param name="pixels">Changed in place.</param>
    /// <param name="share">Part of the circle, in [-0.5, 0.5].</param>
    public static void Apply(PixelBuffer pixels, double share)
    {
        byte shift = unchecked((byte)(int)(share * byte.MaxValue));
        var bytes = pixels.Pixels;
        for (int i = 0; i < bytes.Length; i += PixelBuffer.BytesPerPixel)
        {
            var (hue, saturation, value) = ToHsv(bytes[i], bytes[i + 1], bytes[i + 2]);
            (bytes[i], bytes[i + 1], bytes[i + 2]) = ToRgb(unchecked((byte)(hue + shift)), saturation, value);
        }
    }

    private static (byte Hue, byte Saturation, byte Value) ToHsv(byte red, byte green, byte blue)
    {
        byte most = Math.Max(red, Math.Max(green, blue));
        byte least = Math.Min(red, Math.Min(green, blue));
        if (most == least)
        {
            return (0, 0, most);
        }

        float range = most - least;
        float r = (most - red) / range;
        float g = (most - green) / range;
        float b = (most - blue) / range;

        // Rounded to single precision where PIL's arithmetic is: near a step, the byte depends on it.
        float sector = red == most ? b - g : green == most ? (float)(2.0 + r - b) : (float)(4.0 + g - r);
        float hue = (float)(((sector / (double)Sectors) + 1) % 1);
        float saturation = range / most;
        return (Cut(hue), Cut(saturation), most);
    }

    private static (byte Red, byte Green, byte Blue) ToRgb(byte hue, byte saturation, byte value)
    {
        if (saturation == 0)
        {
            return (value, value, value);
        }

        double position = hue * (double)Sectors / byte.MaxValue;
        int sector = (int)position;
        float inside = (float)position - sector;
        float share = (float)(saturation / (double)byte.MaxValue);
        byte p = Round(value * (1.0 - share));
        byte q = Round(value * (1.0 - (share * inside)));
        byte t = Round(value * (1.0 - (share * (1.0 - inside))));
        return (sector % Sectors) switch
        {
            0 => (value, t, p),
            1 => (q, value, p),
            2 => (p, value, t),
            3 => (p, q, value),
            4 => (t, p, value),
            _ => (value, p, q),
        };
    }

    private static byte Cut(float unit) => (byte)(unit * (double)byte.MaxValue);

    private static byte Round(double value) => (byte)Math.Round(value, MidpointRounding.AwayFromZero);
}

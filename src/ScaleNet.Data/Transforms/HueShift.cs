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
        float sector = red == most ? b - g : green == most ? 2 + r - b : 4 + g - r;
        float hue = (sector / Sectors) + 1;
        hue -= MathF.Floor(hue);
        return (Cut(hue * byte.MaxValue), Cut(range / most * byte.MaxValue), most);
    }

    private static (byte Red, byte Green, byte Blue) ToRgb(byte hue, byte saturation, byte value)
    {
        if (saturation == 0)
        {
            return (value, value, value);
        }

        float position = hue * (float)Sectors / byte.MaxValue;
        int sector = (int)MathF.Floor(position);
        float inside = position - sector;
        float share = saturation / (float)byte.MaxValue;
        byte p = Round(value * (1 - share));
        byte q = Round(value * (1 - (share * inside)));
        byte t = Round(value * (1 - (share * (1 - inside))));
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

    private static byte Cut(float value) => (byte)Math.Clamp((int)value, 0, byte.MaxValue);

    private static byte Round(float value) => (byte)Math.Clamp((int)MathF.Round(value, MidpointRounding.AwayFromZero), 0, byte.MaxValue);
}

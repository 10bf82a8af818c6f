using System.Globalization;
using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Tests.Plots;

/// <summary>Contrast as WCAG 2.2 defines it: 3:1 for graphics (1.4.11), 4.5:1 for text (1.4.3).</summary>
public sealed class PaletteTests
{
    private const double Graphics = 3;
    private const double Text = 4.5;

    [Fact]
    public void Every_colour_stands_out_from_its_ground() => Assert.All(Palette.Series, colour =>
    {
        Assert.True(Contrast(colour.Light, Palette.LightGround) >= Graphics, $"{colour.Light} on light");
        Assert.True(Contrast(colour.Dark, Palette.DarkGround) >= Graphics, $"{colour.Dark} on dark");
    });

    [Fact]
    public void Text_is_readable_on_every_colour() => Assert.All(Palette.Series, colour =>
    {
        Assert.True(Contrast(colour.OnLight, colour.Light) >= Text, $"text on {colour.Light}");
        Assert.True(Contrast(colour.OnDark, colour.Dark) >= Text, $"text on {colour.Dark}");
    });

    private static double Contrast(string first, string second)
    {
        var (a, b) = (Luminance(first), Luminance(second));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex) =>
        (0.2126 * Linear(hex[1..3])) + (0.7152 * Linear(hex[3..5])) + (0.0722 * Linear(hex[5..7]));

    private static double Linear(string channel)
    {
        var value = int.Parse(channel, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}

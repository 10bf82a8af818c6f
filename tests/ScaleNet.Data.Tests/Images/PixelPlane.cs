using ScaleNet.Data.Images;

namespace ScaleNet.Data.Tests.Images;

/// <summary>One channel of a picture, row by row.</summary>
internal sealed record PixelPlane(int Width, int Height, byte[] Values)
{
    private const int Channels = 3;

    /// <summary>The brightness of a picture.</summary>
    public static PixelPlane Of(DecodedImage image) => Of(image, pixel => Luma.Of(image.Rgb.AsSpan(pixel * Channels)));

    /// <summary>One of red (0), green (1) and blue (2).</summary>
    public static PixelPlane Channel(DecodedImage image, int channel) => Of(image, pixel => image.Rgb[(pixel * Channels) + channel]);

    private static PixelPlane Of(DecodedImage image, Func<int, byte> value) =>
        new(image.Width, image.Height, [.. Enumerable.Range(0, image.Width * image.Height).Select(value)]);
}

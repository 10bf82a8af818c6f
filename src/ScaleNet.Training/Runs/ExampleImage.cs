using ScaleNet.Data.Images;

namespace ScaleNet.Training.Runs;

/// <summary>Stored pixels as a picture for people.</summary>
internal static class ExampleImage
{
    private const int ColourChannels = 3;

    /// <summary>A PNG file: grey, or colour for three channels.</summary>
    /// <param name="pixels">C,H,W.</param>
    /// <param name="shape">Their shape.</param>
    public static byte[] ToPng(ReadOnlySpan<byte> pixels, ImageShape shape)
    {
        if (shape.Channels != ColourChannels)
        {
            // Of any other number of channels, only the first can be shown.
            return ImageEncoder.EncodeGreyPng(pixels[..shape.PlaneLength], shape.Width, shape.Height);
        }

        var interleaved = new byte[pixels.Length];
        for (var i = 0; i < interleaved.Length; i++)
        {
            interleaved[i] = pixels[((i % ColourChannels) * shape.PlaneLength) + (i / ColourChannels)];
        }

        return ImageEncoder.EncodeRgbPng(interleaved, shape.Width, shape.Height);
    }
}

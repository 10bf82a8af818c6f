namespace ScaleNet.Data.Images;

/// <summary>Pixels become the input of a network.</summary>
internal static class InputWriter
{
    /// <summary>Normalises, one plane a channel.</summary>
    /// <param name="pixels">At the input's size; of one channel, the first counts.</param>
    /// <param name="table">What each level becomes.</param>
    /// <param name="isMirrored">Whether left and right are exchanged.</param>
    /// <param name="output">C,H,W; every value is written.</param>
    /// <exception cref="DatasetException">The network takes neither 1 nor 3 channels.</exception>
    public static void Write(PixelBuffer pixels, PixelTable table, bool isMirrored, Span<float> output)
    {
        var shape = table.Shape;
        if (shape.Channels is not (1 or DecodedImage.Channels))
        {
            throw new DatasetException(
                $"preprocessing: the network takes {shape.Channels} channels, expected 1 (grey) or 3 (red, green, blue) "
                + "for a picture. Use a network that was trained on pictures.");
        }

        for (int channel = 0; channel < shape.Channels; channel++)
        {
            var plane = output.Slice(channel * shape.PlaneLength, shape.PlaneLength);
            for (int y = 0; y < shape.Height; y++)
            {
                table.Normalize(pixels.Row(y), channel, isMirrored, plane.Slice(y * shape.Width, shape.Width));
            }
        }
    }
}

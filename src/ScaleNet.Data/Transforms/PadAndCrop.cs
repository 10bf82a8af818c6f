using ScaleNet.Data.Images;

namespace ScaleNet.Data.Transforms;

/// <summary>
/// A crop of the image's own size out of the image with a black border, perhaps mirrored left to right.
/// </summary>
/// <param name="Pad">Width of the border on every side, px.</param>
/// <param name="Top">First row of the crop inside the padded image, in [0, 2 Pad].</param>
/// <param name="Left">First column of the crop inside the padded image, in [0, 2 Pad].</param>
/// <param name="IsFlipped">Whether the crop is mirrored after it is cut.</param>
internal readonly record struct PadAndCrop(int Pad, int Top, int Left, bool IsFlipped)
{
    /// <summary>A random crop.</summary>
    /// <remarks>
    /// Always three draws, whatever the settings, so that switching one off leaves the others' values alone.
    /// </remarks>
    public static PadAndCrop Draw(int pad, double flipProbability, ref SampleRandom random)
    {
        int places = (2 * pad) + 1;
        int top = random.NextInt32(places);
        int left = random.NextInt32(places);
        return new PadAndCrop(pad, top, left, random.NextDouble() < flipProbability);
    }

    /// <summary>Cuts, mirrors and normalises in one pass; the border is pixel value 0 before normalising.</summary>
    public void Write(ReadOnlySpan<byte> image, PixelTable table, Span<float> output)
    {
        table.ThrowIfNotOneImage(image, output);
        var (channels, height, width) = table.Shape;
        for (int channel = 0; channel < channels; channel++)
        {
            var values = table.Channel(channel);
            for (int y = 0; y < height; y++)
            {
                int sourceY = y + Top - Pad;
                var target = output.Slice(((channel * height) + y) * width, width);
                if (sourceY < 0 || sourceY >= height)
                {
                    target.Fill(values[0]);
                    continue;
                }

                WriteRow(image.Slice(((channel * height) + sourceY) * width, width), values, target);
            }
        }
    }

    private void WriteRow(ReadOnlySpan<byte> source, ReadOnlySpan<float> values, Span<float> target)
    {
        int shift = Left - Pad;
        for (int x = 0; x < target.Length; x++)
        {
            int sourceX = (IsFlipped ? target.Length - 1 - x : x) + shift;
            target[x] = (uint)sourceX < (uint)source.Length ? values[source[sourceX]] : values[0];
        }
    }
}

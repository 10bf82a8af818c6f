using ScaleNet.Data.Images;

namespace ScaleNet.Data.Datasets;

/// <summary>Many images of a set on one picture, to look at.</summary>
public static class ContactSheet
{
    private const int Gap = 2; // px between images

    /// <summary>Images in rows, on white.</summary>
    /// <param name="set">Has the images.</param>
    /// <param name="indices">Which ones, from left to right and row by row.</param>
    /// <param name="columns">Images of a row.</param>
    /// <param name="preprocessing">Tells the size of an image.</param>
    /// <returns>A PNG file.</returns>
    public static byte[] EncodePng(IImageDataset set, IReadOnlyList<int> indices, int columns, Preprocessing preprocessing)
    {
        return EncodePng([.. indices.Select(index => Decode(set.ExamplePng(index, preprocessing), index))], columns);
    }

    /// <summary>Pictures in rows, on white.</summary>
    /// <param name="images">From left to right and row by row.</param>
    /// <param name="columns">Images of a row.</param>
    /// <returns>A PNG file.</returns>
    internal static byte[] EncodePng(IReadOnlyList<DecodedImage> images, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(images.Count);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        int cellWidth = images.Max(image => image.Width) + Gap;
        int cellHeight = images.Max(image => image.Height) + Gap;
        int rows = (images.Count + columns - 1) / columns;
        var (width, height) = ((columns * cellWidth) + Gap, (rows * cellHeight) + Gap);
        var rgb = new byte[checked(width * height * DecodedImage.Channels)];
        Array.Fill(rgb, byte.MaxValue);
        for (int i = 0; i < images.Count; i++)
        {
            Copy(images[i], rgb, width, ((i % columns) * cellWidth) + Gap, ((i / columns) * cellHeight) + Gap);
        }

        return ImageEncoder.EncodeRgbPng(rgb, width, height);
    }

    private static DecodedImage Decode(byte[] png, int index)
    {
        using var stream = new MemoryStream(png);
        return ImageDecoder.Decode(stream, FormattableString.Invariant($"image {index}"));
    }

    private static void Copy(DecodedImage image, Span<byte> sheet, int sheetWidth, int left, int top)
    {
        int stride = image.Width * DecodedImage.Channels;
        for (int y = 0; y < image.Height; y++)
        {
            image.Rgb.AsSpan(y * stride, stride).CopyTo(sheet[((((top + y) * sheetWidth) + left) * DecodedImage.Channels)..]);
        }
    }
}

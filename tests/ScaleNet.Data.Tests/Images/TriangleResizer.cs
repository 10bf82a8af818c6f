using ScaleNet.Data.Images;

namespace ScaleNet.Data.Tests.Images;

/// <summary>Antialiased bilinear resizing, first along rows, then along columns, rounded to bytes after each: plainly, a plane at a time.</summary>
/// <remarks>
/// The semantics of "bilinear" in the Python imaging library, with which most published networks were trained: what
/// <see cref="PictureResizer"/> is to compute. Only the wanted part is computed.
/// </remarks>
internal static class TriangleResizer
{
    private const int Half = 1 << (ResizeKernel.FractionBits - 1);

    /// <summary>The wanted part of the plane at another size.</summary>
    public static PixelPlane Resize(PixelPlane source, AxisPlan horizontal, AxisPlan vertical)
    {
        var rows = new ResizeKernel(vertical);
        return ResizeColumns(ResizeRows(source, new ResizeKernel(horizontal), rows), rows);
    }

    /// <summary>Only the rows that the second pass needs: row 0 of the result is its first source row.</summary>
    private static PixelPlane ResizeRows(PixelPlane source, ResizeKernel kernel, ResizeKernel rows)
    {
        int height = rows.SourceEnd - rows.SourceStart;
        var values = new byte[checked(kernel.Count * height)];
        for (int y = 0; y < height; y++)
        {
            var row = source.Values.AsSpan((rows.SourceStart + y) * source.Width, source.Width);
            for (int x = 0; x < kernel.Count; x++)
            {
                var weights = kernel.Weights(x);
                var pixels = row.Slice(kernel.First(x), weights.Length);
                int sum = Half;
                for (int i = 0; i < weights.Length; i++)
                {
                    sum += weights[i] * pixels[i];
                }

                values[(y * kernel.Count) + x] = ToByte(sum);
            }
        }

        return new PixelPlane(kernel.Count, height, values);
    }

    private static PixelPlane ResizeColumns(PixelPlane source, ResizeKernel kernel)
    {
        int width = source.Width;
        var values = new byte[width * kernel.Count];
        var sums = new int[width];
        for (int y = 0; y < kernel.Count; y++)
        {
            // Whole rows at a time: neighbouring pixels of a row are neighbours in memory.
            Array.Fill(sums, Half);
            var weights = kernel.Weights(y);
            for (int i = 0; i < weights.Length; i++)
            {
                var row = source.Values.AsSpan((kernel.First(y) - kernel.SourceStart + i) * width, width);
                for (int x = 0; x < width; x++)
                {
                    sums[x] += weights[i] * row[x];
                }
            }

            for (int x = 0; x < width; x++)
            {
                values[(y * width) + x] = ToByte(sums[x]);
            }
        }

        return new PixelPlane(width, kernel.Count, values);
    }

    // Rounded weights can add up to a hair more than 1.
    private static byte ToByte(int sum) => (byte)Math.Min(sum >> ResizeKernel.FractionBits, byte.MaxValue);
}

using SkiaSharp;

namespace ScaleNet.Data.Images;

/// <summary>Where the pixels of a stored picture lie in the upright one, for the eight orientations of EXIF.</summary>
/// <remarks>The pixel of stored column x and row y has the index <c>First + x ColumnStep + y RowStep</c>.</remarks>
/// <param name="Width">Columns of the upright picture, px.</param>
/// <param name="Height">Rows of the upright picture, px.</param>
/// <param name="First">Index of the stored top left pixel.</param>
/// <param name="ColumnStep">From a stored column to the next.</param>
/// <param name="RowStep">From a stored row to the next.</param>
internal readonly record struct PixelPlacement(int Width, int Height, int First, int ColumnStep, int RowStep)
{
    /// <summary>The placement of a picture stored with this size.</summary>
    public static PixelPlacement Of(SKEncodedOrigin orientation, int width, int height)
    {
        // Rows and columns exchanged: an upright row is as long as a stored column.
        int lastRow = height - 1, lastColumn = width - 1, transposedLastRow = lastColumn * height;
        return orientation switch
        {
            SKEncodedOrigin.TopRight => new(width, height, lastColumn, -1, width),
            SKEncodedOrigin.BottomRight => new(width, height, (lastRow * width) + lastColumn, -1, -width),
            SKEncodedOrigin.BottomLeft => new(width, height, lastRow * width, 1, -width),
            SKEncodedOrigin.LeftTop => new(height, width, 0, height, 1),
            SKEncodedOrigin.RightTop => new(height, width, lastRow, height, -1),
            SKEncodedOrigin.RightBottom => new(height, width, transposedLastRow + lastRow, -height, -1),
            SKEncodedOrigin.LeftBottom => new(height, width, transposedLastRow, -height, 1),
            _ => new(width, height, 0, 1, width),
        };
    }
}

namespace ScaleNet.Data.Images;

/// <summary>A rectangle of a picture, px.</summary>
internal readonly record struct PixelRegion(int Left, int Top, int Width, int Height)
{
    /// <summary>One past the last column.</summary>
    public int Right => Left + Width;

    /// <summary>One past the last row.</summary>
    public int Bottom => Top + Height;

    /// <summary>Whether a pixel lies in it.</summary>
    public bool Contains(int x, int y) => x >= Left && x < Right && y >= Top && y < Bottom;

    /// <summary>The whole of a picture.</summary>
    public static PixelRegion Whole(int width, int height) => new(0, 0, width, height);
}

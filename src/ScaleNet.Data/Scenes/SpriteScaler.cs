using ScaleNet.Data.Images;

namespace ScaleNet.Data.Scenes;

/// <summary>Brings a part of a cut-out picture to another size (antialiased bilinear); the memory is kept.</summary>
internal sealed class SpriteScaler
{
    private readonly PictureResizer _resizer = new();
    private readonly ResizeKernel _horizontal = new();
    private readonly ResizeKernel _vertical = new();
    private readonly PixelBuffer _part = new();
    private readonly PixelBuffer _scaled = new();

    /// <summary>The part with its long side at a length, its proportions kept.</summary>
    /// <param name="source">Red, green, blue and opacity.</param>
    /// <param name="part">What is wanted of it.</param>
    /// <param name="longSide">Of the result, px.</param>
    /// <returns>At least 1 px wide and high; valid until the next call.</returns>
    public PixelBuffer Scale(PixelBuffer source, PixelRegion part, int longSide)
    {
        int most = Math.Max(part.Width, part.Height);
        _part.CopyFrom(source, part);
        _horizontal.Set(AxisPlan.Whole(part.Width, Scaled(part.Width, longSide, most)));
        _vertical.Set(AxisPlan.Whole(part.Height, Scaled(part.Height, longSide, most)));
        _resizer.Resize(_part, _horizontal, _vertical, _scaled);
        return _scaled;
    }

    private static int Scaled(int length, int longSide, int most) => Math.Max(1, ((length * longSide) + (most / 2)) / most);
}

using System.Runtime.InteropServices;

namespace ScaleNet.Data.Images;

/// <summary>
/// Memory of one picture after another, 4 bytes a pixel: red, green, blue, and one that means nothing. Grows, never shrinks.
/// </summary>
/// <remarks>Four bytes, because vector instructions then treat a pixel as a unit.</remarks>
internal sealed class PixelBuffer
{
    /// <summary>Bytes of a pixel.</summary>
    public const int BytesPerPixel = 4;

    /// <summary>Bytes behind the last pixel that may be read, and written where that is said: vectors need not stop short.</summary>
    public const int Slack = 64;

    private byte[] _bytes = [];

    /// <summary>Columns, px.</summary>
    public int Width { get; private set; }

    /// <summary>Rows, px.</summary>
    public int Height { get; private set; }

    /// <summary>Bytes of a row.</summary>
    public int Stride => Width * BytesPerPixel;

    /// <summary>Row by row.</summary>
    public Span<byte> Pixels => _bytes.AsSpan(0, Stride * Height);

    /// <summary>The pixels, and the slack behind them.</summary>
    public Span<byte> PixelsAndSlack => _bytes.AsSpan(0, (Stride * Height) + Slack);

    /// <summary>Where native code finds the first pixel; the memory does not move until the size changes.</summary>
    public nint Address => Marshal.UnsafeAddrOfPinnedArrayElement(_bytes, 0);

    /// <summary>One row.</summary>
    public Span<byte> Row(int y) => _bytes.AsSpan(y * Stride, Stride);

    /// <summary>Another picture's size; the pixels are then whatever they were.</summary>
    public void SetSize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        (Width, Height) = (width, height);
        int needed = checked((width * height * BytesPerPixel) + Slack);
        if (_bytes.Length < needed)
        {
            _bytes = GC.AllocateUninitializedArray<byte>(needed, pinned: true);
        }
    }

    /// <summary>The part of other pixels that a region says.</summary>
    public void CopyFrom(PixelBuffer source, PixelRegion region)
    {
        SetSize(region.Width, region.Height);
        for (int y = 0; y < region.Height; y++)
        {
            source.Row(region.Top + y).Slice(region.Left * BytesPerPixel, Stride).CopyTo(Row(y));
        }
    }

    /// <summary>The part of a picture that a region says.</summary>
    public void CopyFrom(DecodedImage image, PixelRegion region)
    {
        SetSize(region.Width, region.Height);
        for (int y = 0; y < region.Height; y++)
        {
            int start = (((region.Top + y) * image.Width) + region.Left) * DecodedImage.Channels;
            var source = image.Rgb.AsSpan(start, region.Width * DecodedImage.Channels);
            var target = Row(y);
            for (int x = 0; x < region.Width; x++)
            {
                source.Slice(x * DecodedImage.Channels, DecodedImage.Channels).CopyTo(target[(x * BytesPerPixel)..]);
            }
        }
    }

    /// <summary>The pixels as a picture of its own.</summary>
    public DecodedImage ToImage()
    {
        var rgb = new byte[checked(Width * Height * DecodedImage.Channels)];
        var pixels = Pixels;
        for ((int source, int target) = (0, 0); target < rgb.Length; source += BytesPerPixel, target += DecodedImage.Channels)
        {
            pixels.Slice(source, DecodedImage.Channels).CopyTo(rgb.AsSpan(target));
        }

        return new DecodedImage(Width, Height, rgb);
    }
}

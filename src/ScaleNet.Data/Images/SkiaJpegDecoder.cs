using System.Runtime.InteropServices;
using SkiaSharp;

namespace ScaleNet.Data.Images;

/// <summary>Decodes parts of JPEG files of every kind by the image library, into memory that is kept. One thread at a time.</summary>
internal sealed class SkiaJpegDecoder
{
    private const int Margin = 16; // px; the largest unit in which a JPEG is stored

    private readonly PixelBuffer _wider = new();
    private readonly SKRectI[] _columns = GC.AllocateArray<SKRectI>(1, pinned: true);

    /// <summary>Decodes a part.</summary>
    /// <param name="file">Where the file's bytes are; they must not move.</param>
    /// <param name="length">How many there are.</param>
    /// <param name="where">What to call it in messages.</param>
    /// <param name="shrink">1, 2, 4 or 8: the picture's size is divided by it, rounded up.</param>
    /// <param name="region">The part, in pixels of the shrunk picture.</param>
    /// <param name="target">Takes it.</param>
    /// <exception cref="DatasetException">It is no whole picture.</exception>
    public void Decode(nint file, int length, string where, int shrink, PixelRegion region, PixelBuffer target)
    {
        nint data = SkiaCodec.NewData(file, (nuint)length, 0, 0);
        nint codec = SkiaCodec.New(data);
        SkiaCodec.ReleaseData(data); // the codec holds it
        if (codec == 0)
        {
            throw Damaged(where, SKCodecResult.InvalidInput);
        }

        try
        {
            DecodeRows(codec, where, shrink, region, target);
        }
        finally
        {
            SkiaCodec.Destroy(codec);
        }
    }

    private void DecodeRows(nint codec, string where, int shrink, PixelRegion region, PixelBuffer target)
    {
        SkiaCodec.GetScaledSize(codec, 1f / shrink, out var size);
        var info = new SkiaImageInfo
        {
            Width = size.Width,
            Height = size.Height,
            ColorType = SKColorType.Rgba8888,
            AlphaType = SKAlphaType.Unpremul,
        };
        var wider = Widen(region, size);
        _columns[0] = new SKRectI(wider.Left, 0, wider.Right, size.Height);
        var options = new SkiaCodecOptions
        {
            ZeroInitialized = (int)SKZeroInitialized.No,
            Subset = Marshal.UnsafeAddrOfPinnedArrayElement(_columns, 0),
            PriorFrame = -1,
        };
        var result = SkiaCodec.StartRows(codec, info, options);
        if (result != SKCodecResult.Success)
        {
            throw Damaged(where, result);
        }

        _wider.SetSize(wider.Width, wider.Height);
        if ((wider.Top > 0 && SkiaCodec.SkipRows(codec, wider.Top) == 0)
            || SkiaCodec.GetRows(codec, _wider.Address, wider.Height, (nuint)_wider.Stride) != wider.Height)
        {
            throw Damaged(where, SKCodecResult.IncompleteInput);
        }

        target.CopyFrom(_wider, region with { Left = region.Left - wider.Left, Top = 0 });
    }

    // Where colours are stored at half size, a pixel depends on its neighbours: with some to the left and right, the wanted ones are the same
    // as when all is decoded.
    private static PixelRegion Widen(PixelRegion region, SKSizeI size)
    {
        int left = Math.Max(0, region.Left - Margin);
        return region with { Left = left, Width = Math.Min(size.Width, region.Right + Margin) - left };
    }

    private static DatasetException Damaged(string where, SKCodecResult result) =>
        new($"{where}: damaged or cut short (got decoder result {result}, expected a whole picture). Replace the file.");
}

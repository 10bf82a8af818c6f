using System.Runtime.InteropServices;
using SkiaSharp;

namespace ScaleNet.Data.Images;

/// <summary>Decodes one picture after another into memory that is kept: of a JPEG only the part that is needed, perhaps scaled down.</summary>
/// <remarks>
/// Values are those of <see cref="ImageDecoder"/> with <see cref="DecodeOptions.AsStored"/>, to which it leaves what is not a plain JPEG
/// (other formats, inks, more than 8 bits). One thread at a time.
/// </remarks>
internal sealed class PictureDecoder
{
    /// <summary>The smallest fraction at which a JPEG can be decoded is one eighth.</summary>
    public const int MostShrink = 8;

    private const int InkComponents = 4;

    private const int Margin = 16; // px; the largest unit in which a JPEG is stored

    private readonly PixelBuffer _wider = new();
    private readonly SKRectI[] _columns = GC.AllocateArray<SKRectI>(1, pinned: true);
    private byte[] _file = [];
    private int _length;
    private DecodedImage? _image;

    /// <summary>Columns of the opened picture, px.</summary>
    public int Width { get; private set; }

    /// <summary>Rows of the opened picture, px.</summary>
    public int Height { get; private set; }

    /// <summary>Whether the opened picture can be decoded at a fraction of its size.</summary>
    public bool CanShrink => _image is null;

    /// <summary>Finds out the size.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="where">What to call it in messages.</param>
    /// <exception cref="DatasetException">It is no whole picture.</exception>
    public void Open(ReadOnlySpan<byte> file, string where)
    {
        _image = null;
        Keep(file);
        if (JpegHeader.Find(file) is { Components: < InkComponents } header && (long)header.Width * header.Height <= ImageDecoder.PixelLimit)
        {
            if (!header.HasEnd)
            {
                throw new DatasetException($"{where}: cut short (got no end of the picture after its pixels). Replace the file.");
            }

            (Width, Height) = (header.Width, header.Height);
            return;
        }

        using var stream = new MemoryStream(_file, 0, _length, writable: false);
        _image = ImageDecoder.Decode(stream, where);
        (Width, Height) = (_image.Width, _image.Height);
    }

    /// <summary>Decodes a part of the opened picture.</summary>
    /// <param name="where">What to call it in messages.</param>
    /// <param name="shrink">1, or 2, 4 or 8 where the picture can shrink: the picture's size is divided by it, rounded up.</param>
    /// <param name="region">The part, in pixels of the shrunk picture.</param>
    /// <param name="target">Takes it.</param>
    /// <exception cref="DatasetException">It is no whole picture.</exception>
    public void Decode(string where, int shrink, PixelRegion region, PixelBuffer target)
    {
        if (_image is not null)
        {
            target.CopyFrom(_image, region);
            return;
        }

        nint data = SkiaCodec.NewData(Marshal.UnsafeAddrOfPinnedArrayElement(_file, 0), (nuint)_length, 0, 0);
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

    // Native code reads it while the collector runs.
    private void Keep(ReadOnlySpan<byte> file)
    {
        if (_file.Length < file.Length)
        {
            _file = GC.AllocateUninitializedArray<byte>(file.Length, pinned: true);
        }

        file.CopyTo(_file);
        _length = file.Length;
    }

    private void DecodeRows(nint codec, string where, int shrink, PixelRegion region, PixelBuffer target)
    {
        SkiaCodec.GetScaledSize(codec, 1f / shrink, out var size);
        var info = new SkiaImageInfo
        {
            Width = size.Width, Height = size.Height, ColorType = SKColorType.Rgba8888, AlphaType = SKAlphaType.Unpremul,
        };
        var wider = Widen(region, size);
        _columns[0] = new SKRectI(wider.Left, 0, wider.Right, size.Height);
        var options = new SkiaCodecOptions
        {
            ZeroInitialized = (int)SKZeroInitialized.No, Subset = Marshal.UnsafeAddrOfPinnedArrayElement(_columns, 0), PriorFrame = -1,
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

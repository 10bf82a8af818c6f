using System.Runtime.InteropServices;
using ScaleNet.Data.Images.Jpeg;

namespace ScaleNet.Data.Images;

/// <summary>Decodes one picture after another into memory that is kept: of a JPEG only the part that is needed, perhaps scaled down.</summary>
/// <remarks>
/// Values are those of <see cref="ImageDecoder"/> with <see cref="DecodeOptions.AsStored"/>, to which it leaves what is not a plain JPEG
/// (other formats, inks, more than 8 bits). JPEGs that are not of the plain kind, or damaged, go to the image library. One thread at a time.
/// </remarks>
internal sealed class PictureDecoder
{
    /// <summary>The smallest fraction at which a JPEG can be decoded is one eighth.</summary>
    public const int MostShrink = 8;

    private const int InkComponents = 4;

    private readonly PlainJpegDecoder _plain = new();
    private readonly SkiaJpegDecoder _library = new();
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

        if (!_plain.TryDecode(_file.AsSpan(0, _length), shrink, region, target))
        {
            _library.Decode(Marshal.UnsafeAddrOfPinnedArrayElement(_file, 0), _length, where, shrink, region, target);
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
}

using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Loading;

namespace ScaleNet.Data.Inspection;

/// <summary>One thread's tool: reads pictures and decodes every pixel of them.</summary>
/// <remarks>Memory: the largest picture so far, but what very large ones need is given back.</remarks>
internal sealed class PictureInspector(IEncodedItems items) : IDisposable
{
    private const long MostPixelsKept = 1L << 24; // 64 MiB

    private readonly IEncodedReader _reader = items.OpenReader();
    private PictureDecoder _decoder = new();

    /// <summary>The pixels of the last picture.</summary>
    public PixelBuffer Pixels { get; private set; } = new();

    /// <summary>Decodes one picture.</summary>
    /// <returns>The bytes of its file, until the next call.</returns>
    /// <exception cref="CorruptSampleException">It cannot be had or decoded; the message names it.</exception>
    public ReadOnlySpan<byte> Read(int index)
    {
        if ((long)Pixels.Width * Pixels.Height > MostPixelsKept)
        {
            (_decoder, Pixels) = (new PictureDecoder(), new PixelBuffer());
        }

        var file = _reader.Read(index);
        try
        {
            _decoder.Open(file, CorruptPicture.Unnamed);
            _decoder.Decode(CorruptPicture.Unnamed, shrink: 1, PixelRegion.Whole(_decoder.Width, _decoder.Height), Pixels);
            return file;
        }
        catch (DatasetException problem)
        {
            throw CorruptPicture.Of(items, index, problem);
        }
    }

    public void Dispose() => _reader.Dispose();
}

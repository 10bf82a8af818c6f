using System.Runtime.InteropServices;
using ScaleNet.Data.Images;
using ScaleNet.Data.Images.Jpeg;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Tests.Images.Jpeg;

/// <summary>Decodes with the library's decoder, and with ours where it takes the file, and compares.</summary>
internal sealed class BothDecoders
{
    private readonly PlainJpegDecoder _plain = new();
    private readonly SkiaJpegDecoder _library = new();
    private readonly PixelBuffer _ours = new();
    private readonly PixelBuffer _theirs = new();

    /// <summary>A part that a seed determines.</summary>
    public static PixelRegion Part(int width, int height, int seed)
    {
        var random = SampleRandom.ForBatch(seed, batch: 1);
        int left = random.NextInt32(width);
        int top = random.NextInt32(height);
        return new PixelRegion(left, top, 1 + random.NextInt32(width - left), 1 + random.NextInt32(height - top));
    }

    /// <summary>Whether the file is taken; if so, its pixels must be the library's.</summary>
    public bool Take(byte[] file, int shrink, PixelRegion region)
    {
        if (!_plain.TryDecode(file, shrink, region, _ours))
        {
            return false;
        }

        var pinned = GC.AllocateUninitializedArray<byte>(file.Length, pinned: true);
        file.CopyTo(pinned, 0);
        _library.Decode(Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0), file.Length, "picture", shrink, region, _theirs);
        Assert.Equal((region.Width, region.Height), (_ours.Width, _ours.Height));
        for (int y = 0; y < region.Height; y++)
        {
            Assert.Equal(_theirs.Row(y).ToArray(), _ours.Row(y).ToArray());
        }

        return true;
    }
}

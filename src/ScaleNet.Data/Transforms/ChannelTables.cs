using ScaleNet.Data.Images;

namespace ScaleNet.Data.Transforms;

/// <summary>Changes of colour in which a new level depends on the old one of the same channel (PIL's ImageOps).</summary>
internal sealed class ChannelTables
{
    private const int Levels = 256;
    private const int Most = byte.MaxValue;

    private readonly byte[] _tables = new byte[DecodedImage.Channels * Levels];
    private readonly int[] _histogram = new int[Levels];

    /// <summary>Bright and dark are exchanged from a level on; from 0, everywhere.</summary>
    public void Solarize(PixelBuffer pixels, int threshold)
    {
        for (int level = 0; level < Levels; level++)
        {
            SetAll(level, level < threshold ? level : Most - level);
        }

        Apply(pixels);
    }

    /// <summary>What is darker than the middle becomes brighter.</summary>
    public void SolarizeAdd(PixelBuffer pixels, int add)
    {
        for (int level = 0; level < Levels; level++)
        {
            SetAll(level, level < Levels / 2 ? Math.Min(Most, level + add) : level);
        }

        Apply(pixels);
    }

    /// <summary>Only the upper bits are kept.</summary>
    public void Posterize(PixelBuffer pixels, int bits)
    {
        int mask = ~((1 << (8 - bits)) - 1);
        for (int level = 0; level < Levels; level++)
        {
            SetAll(level, level & mask);
        }

        Apply(pixels);
    }

    /// <summary>Each channel is stretched to all levels.</summary>
    public void AutoContrast(PixelBuffer pixels)
    {
        for (int channel = 0; channel < DecodedImage.Channels; channel++)
        {
            Count(pixels, channel);
            int low = _histogram.AsSpan().IndexOfAnyExcept(0);
            int high = _histogram.AsSpan().LastIndexOfAnyExcept(0);
            double scale = high > low ? (double)Most / (high - low) : 1;
            double offset = high > low ? -low * scale : 0;
            for (int level = 0; level < Levels; level++)
            {
                _tables[(channel * Levels) + level] = (byte)Math.Clamp((int)((level * scale) + offset), 0, Most);
            }
        }

        Apply(pixels);
    }

    /// <summary>Each channel's levels become equally frequent.</summary>
    public void Equalize(PixelBuffer pixels)
    {
        for (int channel = 0; channel < DecodedImage.Channels; channel++)
        {
            Count(pixels, channel);
            int last = _histogram[_histogram.AsSpan().LastIndexOfAnyExcept(0)];
            int step = ((pixels.Width * pixels.Height) - last) / Most;
            int sum = step / 2;
            for (int level = 0; level < Levels; level++)
            {
                _tables[(channel * Levels) + level] = (byte)(step == 0 ? level : Math.Min(Most, sum / step));
                sum += _histogram[level];
            }
        }

        Apply(pixels);
    }

    private void SetAll(int level, int becomes)
    {
        for (int channel = 0; channel < DecodedImage.Channels; channel++)
        {
            _tables[(channel * Levels) + level] = (byte)becomes;
        }
    }

    private void Count(PixelBuffer pixels, int channel)
    {
        Array.Clear(_histogram);
        var bytes = pixels.Pixels;
        for (int i = channel; i < bytes.Length; i += PixelBuffer.BytesPerPixel)
        {
            _histogram[bytes[i]]++;
        }
    }

    private void Apply(PixelBuffer pixels)
    {
        var bytes = pixels.Pixels;
        for (int i = 0; i < bytes.Length; i += PixelBuffer.BytesPerPixel)
        {
            bytes[i] = _tables[bytes[i]];
            bytes[i + 1] = _tables[Levels + bytes[i + 1]];
            bytes[i + 2] = _tables[(2 * Levels) + bytes[i + 2]];
        }
    }
}

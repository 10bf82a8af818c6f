using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScaleNet.Data.Images;

/// <summary>The normalised value of every byte of every channel: normalising a pixel is one look-up.</summary>
internal sealed class PixelTable
{
    private const int Levels = 256;
    private const float Full = 255;
    private readonly float[] _values;
    private readonly Preprocessing _preprocessing;

    public PixelTable(Preprocessing preprocessing)
    {
        _preprocessing = preprocessing;
        Shape = preprocessing.Shape;
        _values = new float[Shape.Channels * Levels];
        for (int i = 0; i < _values.Length; i++)
        {
            int channel = i / Levels;
            float unit = (i % Levels) / Full;
            _values[i] = (unit - preprocessing.Mean[channel]) / preprocessing.StandardDeviation[channel];
        }
    }

    /// <summary>The shape of the images that the table is for.</summary>
    public ImageShape Shape { get; }

    /// <summary>The 256 values of one channel, indexed by the byte.</summary>
    public ReadOnlySpan<float> Channel(int channel) => _values.AsSpan(channel * Levels, Levels);

    /// <summary>Normalises a whole image in C,H,W order.</summary>
    public void Normalize(ReadOnlySpan<byte> image, Span<float> output)
    {
        ThrowIfNotOneImage(image, output);
        int plane = Shape.PlaneLength;
        for (int channel = 0; channel < Shape.Channels; channel++)
        {
            var values = Channel(channel);
            var source = image.Slice(channel * plane, plane);
            var target = output.Slice(channel * plane, plane);
            for (int i = 0; i < source.Length; i++)
            {
                target[i] = values[source[i]];
            }
        }
    }

    /// <summary>Normalises one channel of a row: the values of the table, computed, because no vector can look them up as fast.</summary>
    /// <param name="pixels">Red, green, blue and one more byte a pixel.</param>
    /// <param name="channel">Which of these.</param>
    /// <param name="isMirrored">Whether the row is turned round.</param>
    /// <param name="output">One value a pixel.</param>
    public void Normalize(ReadOnlySpan<byte> pixels, int channel, bool isMirrored, Span<float> output)
    {
        var values = Channel(channel);
        int last = output.Length - Vector256<float>.Count;
        if (last < 0)
        {
            for (int x = 0; x < output.Length; x++)
            {
                output[isMirrored ? output.Length - 1 - x : x] = values[pixels[(x * PixelBuffer.BytesPerPixel) + channel]];
            }

            return;
        }

        var source = MemoryMarshal.Cast<byte, int>(pixels);
        var full = Vector256.Create(Full);
        var mean = Vector256.Create(_preprocessing.Mean[channel]);
        var deviation = Vector256.Create(_preprocessing.StandardDeviation[channel]);
        for (int x = 0; x < output.Length; x += Vector256<float>.Count)
        {
            int from = Math.Min(x, last); // the last ones perhaps twice
            var levels = (Vector256.Create(source[from..]) >> (8 * channel)) & Vector256.Create((int)byte.MaxValue);
            var normal = ((Vector256.ConvertToSingle(levels) / full) - mean) / deviation;
            (isMirrored ? Vector256.Shuffle(normal, Vector256.Create(7, 6, 5, 4, 3, 2, 1, 0)) : normal)
                .CopyTo(output[(isMirrored ? last - from : from)..]);
        }
    }

    /// <summary>Both spans must hold exactly one image.</summary>
    public void ThrowIfNotOneImage(ReadOnlySpan<byte> image, Span<float> output)
    {
        if (image.Length != Shape.Length || output.Length != Shape.Length)
        {
            throw new ArgumentException(
                $"Got {image.Length} pixel values and room for {output.Length}, expected {Shape.Length} ({Shape}).");
        }
    }
}

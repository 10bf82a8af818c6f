namespace ScaleNet.Data.Images;

/// <summary>The normalised value of every byte of every channel: normalising a pixel is one look-up.</summary>
internal sealed class PixelTable
{
    private const int Levels = 256;
    private readonly float[] _values;

    public PixelTable(Preprocessing preprocessing)
    {
        Shape = preprocessing.Shape;
        _values = new float[Shape.Channels * Levels];
        for (int i = 0; i < _values.Length; i++)
        {
            int channel = i / Levels;
            float unit = (i % Levels) / 255f;
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

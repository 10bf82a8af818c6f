using ScaleNet.Data.Images;

namespace ScaleNet.Data.Transforms;

/// <summary>
/// The usual augmentation of small images: pad with black, crop at a random place, mirror at random, normalise.
/// </summary>
/// <remarks><b>Determinism:</b> every decision comes from the sample's own stream.</remarks>
public sealed class TrainTransform : ISampleTransform
{
    private readonly PixelTable _table;
    private readonly int _pad;
    private readonly double _flipProbability;

    /// <summary>A transform for images of the shape that the record states.</summary>
    /// <param name="preprocessing">Shape, mean and standard deviation.</param>
    /// <param name="pad">Border on every side, px; 0 leaves the image in place.</param>
    /// <param name="flipProbability">Chance in [0,1] that an image is mirrored left to right; 0 never mirrors.</param>
    public TrainTransform(Preprocessing preprocessing, int pad, double flipProbability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pad);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pad, Math.Min(preprocessing.Height, preprocessing.Width));
        ArgumentOutOfRangeException.ThrowIfNegative(flipProbability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(flipProbability, 1);
        _table = new PixelTable(preprocessing);
        _pad = pad;
        _flipProbability = flipProbability;
    }

    /// <inheritdoc/>
    public ImageShape Shape => _table.Shape;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<byte> image, ref SampleRandom random, Span<float> output) =>
        PadAndCrop.Draw(_pad, _flipProbability, ref random).Write(image, _table, output);
}

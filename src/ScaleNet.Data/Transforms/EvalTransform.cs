using ScaleNet.Data.Images;

namespace ScaleNet.Data.Transforms;

/// <summary>Normalises and changes nothing else: what evaluation uses.</summary>
public sealed class EvalTransform : ISampleTransform
{
    private readonly PixelTable _table;

    /// <summary>A transform for images of the shape that the record states.</summary>
    public EvalTransform(Preprocessing preprocessing) => _table = new PixelTable(preprocessing);

    /// <inheritdoc/>
    public ImageShape Shape => _table.Shape;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<byte> image, ref SampleRandom random, Span<float> output) =>
        _table.Normalize(image, output);
}

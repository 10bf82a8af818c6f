using ScaleNet.Data.Images;

namespace ScaleNet.Data.Transforms;

/// <summary>Turns the stored pixels of one sample into what the network sees.</summary>
/// <remarks>Implementations hold no changing state: several threads call one instance at once.</remarks>
public interface ISampleTransform
{
    /// <summary>The shape of the images that it takes and gives.</summary>
    ImageShape Shape { get; }

    /// <summary>Writes one sample.</summary>
    /// <param name="image">Stored pixels, C,H,W.</param>
    /// <param name="random">The sample's own stream; the only source of chance.</param>
    /// <param name="output">Where the C,H,W values go; every one is written.</param>
    void Apply(ReadOnlySpan<byte> image, ref SampleRandom random, Span<float> output);
}

using ScaleNet.Data.Images;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Tests.Loading;

/// <summary>Counts its calls and does something else at each.</summary>
internal sealed class ProbeTransform(Action<int> onFirstPixel) : ISampleTransform
{
    private int _calls;

    public int Calls => _calls;

    public ImageShape Shape => TinySet.Preprocessing.Shape;

    public void Apply(ReadOnlySpan<byte> image, ref SampleRandom random, Span<float> output)
    {
        Interlocked.Increment(ref _calls);
        onFirstPixel(image[0]); // which is the sample's index
    }
}

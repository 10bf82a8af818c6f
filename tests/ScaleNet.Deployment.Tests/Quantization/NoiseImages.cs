using ScaleNet.Architecture.Tests;
using ScaleNet.Data.Images;
using ScaleNet.Data.Loading;
using ScaleNet.Data.Transforms;
using ScaleNet.Deployment.Quantization;

namespace ScaleNet.Deployment.Tests.Quantization;

/// <summary>Images of numbers in [-1, 1), of different brightness, with labels of choice.</summary>
internal sealed class NoiseImages(ImageShape shape, int count, int first = 0, Func<int, int>? label = null) : ISampleSource
{
    public string Name => "noise";

    /// <summary>Whether none can be read.</summary>
    public bool IsDamaged { get; init; }

    public int Count => count;

    public ImageShape Shape => shape;

    public IReadOnlyList<int> GroupSizes { get; } = [count];

    /// <summary>A set of images for a quantisation.</summary>
    public static CalibrationImages Of(ImageShape shape, int count, int first = 0, Func<int, int>? label = null) =>
        new(new NoiseImages(shape, count, first, label), hasLabels: label is not null);

    /// <summary>One image.</summary>
    public static float[] Image(ImageShape shape, int index)
    {
        var brightness = Draw.Uniform(FormattableString.Invariant($"brightness {index}"), 1, u => u - 0.5)[0];
        return Draw.Uniform(FormattableString.Invariant($"image {index}"), shape.Length, u => u - 0.5 + brightness);
    }

    public int Label(int index) => label?.Invoke(first + index) ?? 0;

    public ISampleReader OpenReader() => new Reader(shape, first, IsDamaged);

    private sealed class Reader(ImageShape shape, int first, bool isDamaged) : ISampleReader
    {
        public void Read(int index, ref SampleRandom random, Span<float> output) => (isDamaged
            ? throw new CorruptSampleException(FormattableString.Invariant($"image {index}: torn."))
            : Image(shape, first + index)).CopyTo(output);

        public void Dispose()
        {
        }
    }
}

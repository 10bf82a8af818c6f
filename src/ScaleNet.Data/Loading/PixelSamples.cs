using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Loading;

/// <summary>Images in memory, with what is done to each.</summary>
internal sealed class PixelSamples : ISampleSource
{
    private readonly ImageSet _images;
    private readonly ISampleTransform _transform;

    /// <exception cref="DatasetException">The images do not fit the transform.</exception>
    public PixelSamples(ImageSet images, ISampleTransform transform)
    {
        if (transform.Shape != images.Shape)
        {
            throw new DatasetException(
                $"{images.Name}: images are {images.Shape}, expected {transform.Shape} as the transform takes. "
                + "Use the preprocessing of this data set.");
        }

        _images = images;
        _transform = transform;
        GroupSizes = [images.Count];
    }

    public string Name => _images.Name;

    public int Count => _images.Count;

    public ImageShape Shape => _images.Shape;

    public IReadOnlyList<int> GroupSizes { get; }

    public int Label(int index) => _images.Label(index);

    public ISampleReader OpenReader() => new Reader(_images, _transform);

    private sealed class Reader(ImageSet images, ISampleTransform transform) : ISampleReader
    {
        public void Read(int index, ref SampleRandom random, Span<float> output) =>
            transform.Apply(images.Image(index), ref random, output);

        public void Dispose()
        {
        }
    }
}

using ScaleNet.Data.Images;
using ScaleNet.Data.Loading;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Datasets;

/// <summary>Labelled images of one size, all in memory; never changes.</summary>
/// <remarks>
/// Pixels are unsigned bytes in N,C,H,W order. Slices share the pixels of the set that they are cut from.
/// </remarks>
public sealed class ImageSet : IImageDataset
{
    private const double FlipProbability = 0.5; // every second image

    private readonly ReadOnlyMemory<byte> _pixels;
    private readonly ReadOnlyMemory<int> _labels;
    private readonly Lazy<ChannelStatistics> _statistics;

    /// <summary>A set that holds a copy of the pixels and labels.</summary>
    /// <param name="name">For messages and reports.</param>
    /// <param name="classNames">Name of each class; labels index it.</param>
    /// <param name="shape">Shape of each image.</param>
    /// <param name="pixels">All images, N,C,H,W.</param>
    /// <param name="labels">One an image, in [0, classes).</param>
    /// <exception cref="DatasetException">Counts disagree, or a label is out of range.</exception>
    public ImageSet(
        string name,
        IReadOnlyList<string> classNames,
        ImageShape shape,
        ReadOnlySpan<byte> pixels,
        ReadOnlySpan<int> labels)
        : this(name, [.. classNames], shape, pixels.ToArray(), labels.ToArray().AsMemory())
    {
        shape.ThrowIfNotPositive();
        if ((long)labels.Length * shape.Length != pixels.Length)
        {
            throw new DatasetException(
                $"{name}: got {pixels.Length} pixel values, expected {(long)labels.Length * shape.Length} "
                + $"({labels.Length} labels x {shape}). Use images and labels of the same set.");
        }

        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] < 0 || labels[i] >= classNames.Count)
            {
                throw new DatasetException(
                    $"{name}: the label of image {i} is {labels[i]}, expected 0 to {classNames.Count - 1} "
                    + $"({classNames.Count} classes). Use the labels of this set.");
            }
        }
    }

    private ImageSet(
        string name,
        IReadOnlyList<string> classNames,
        ImageShape shape,
        ReadOnlyMemory<byte> pixels,
        ReadOnlyMemory<int> labels)
    {
        Name = name;
        ClassNames = classNames;
        Shape = shape;
        _pixels = pixels;
        _labels = labels;
        _statistics = new Lazy<ChannelStatistics>(() => ChannelStatistics.Measure(_pixels.Span, Shape));
    }

    /// <summary>A set that keeps these very pixels, which are never written again; for sets too large to copy.</summary>
    /// <param name="name">For messages and reports.</param>
    /// <param name="labelled">Has the same labels and names of classes, for its first images.</param>
    /// <param name="shape">Shape of each image.</param>
    /// <param name="pixels">All images, N,C,H,W.</param>
    internal static ImageSet Adopt(string name, ImageSet labelled, ImageShape shape, byte[] pixels) =>
        new(name, labelled.ClassNames, shape, pixels, labelled._labels[..(pixels.Length / shape.Length)]);

    /// <summary>For messages and reports.</summary>
    public string Name { get; }

    /// <summary>Name of each class; labels index it.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Shape of each image.</summary>
    public ImageShape Shape { get; }

    /// <summary>1 for grey, 3 for colour.</summary>
    public int Channels => Shape.Channels;

    /// <summary>Rows of each image, px.</summary>
    public int Height => Shape.Height;

    /// <summary>Columns of each image, px.</summary>
    public int Width => Shape.Width;

    /// <summary>Number of images.</summary>
    public int Count => _labels.Length;

    /// <summary>Labels of all images, in order.</summary>
    public ReadOnlySpan<int> Labels => _labels.Span;

    /// <summary>Mean of each channel over the set, in [0,1].</summary>
    public IReadOnlyList<double> Mean => _statistics.Value.Mean;

    /// <summary>Standard deviation of each channel over the set (population form), in units of [0,1].</summary>
    public IReadOnlyList<double> StandardDeviation => _statistics.Value.StandardDeviation;

    /// <summary>Pixels of one image, C,H,W.</summary>
    public ReadOnlySpan<byte> Image(int index)
    {
        ThrowIfOutside(index);
        return _pixels.Span.Slice(index * Shape.Length, Shape.Length);
    }

    /// <summary>Class index of one image.</summary>
    public int Label(int index)
    {
        ThrowIfOutside(index);
        return _labels.Span[index];
    }

    /// <summary>Some images in a row, as a set of its own.</summary>
    /// <param name="start">Index of the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="name">Name of the new set; this one's name and the range when null.</param>
    public ImageSet Slice(int start, int count, string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - start);
        return new ImageSet(
            name ?? $"{Name}[{start}..{start + count}]", ClassNames, Shape,
            _pixels.Slice(start * Shape.Length, count * Shape.Length), _labels.Slice(start, count));
    }

    /// <summary>The first images as a set of its own.</summary>
    public ImageSet Take(int count) => Slice(0, count);

    /// <inheritdoc/>
    IImageDataset IImageDataset.Take(int count) => Take(count);

    /// <inheritdoc/>
    public ISampleSource Samples(Preprocessing preprocessing, Augmentation? augmentation)
    {
        if (augmentation is { IsForPictures: true })
        {
            throw new DatasetException(
                $"{Name}: images of {Shape} in memory are padded, cropped and mirrored only; the augmentation asks for more. "
                + "Use a recipe without crops of random size and changes of colour.");
        }

        return new PixelSamples(this, augmentation is null
            ? new EvalTransform(preprocessing)
            : new TrainTransform(preprocessing, augmentation.Pad, augmentation.Flip ? FlipProbability : 0));
    }

    /// <inheritdoc/>
    public byte[] ExamplePng(int index, Preprocessing preprocessing)
    {
        var pixels = Image(index);
        if (Channels != DecodedImage.Channels)
        {
            // Of any other number of channels, only the first can be shown.
            return ImageEncoder.EncodeGreyPng(pixels[..Shape.PlaneLength], Width, Height);
        }

        return ImageEncoder.EncodePlanesPng(pixels, Width, Height);
    }

    /// <summary>The preprocessing whose mean and standard deviation are those of this set.</summary>
    public Preprocessing MeasurePreprocessing() => new(
        Channels,
        Height,
        Width,
        [.. Mean.Select(value => (float)value)],
        [.. StandardDeviation.Select(value => (float)value)]);

    private void ThrowIfOutside(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
    }
}

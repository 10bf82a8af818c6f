using ScaleNet.Data.Images;
using ScaleNet.Data.Loading;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Datasets;

/// <summary>Labelled picture files of any sizes, decoded when they are needed.</summary>
public sealed class EncodedImageSet(IEncodedItems items) : IImageDataset
{
    /// <inheritdoc/>
    public string Name => items.Name;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames => items.ClassNames;

    /// <inheritdoc/>
    public int Count => items.Count;

    /// <summary>The files themselves.</summary>
    public IEncodedItems Items => items;

    /// <inheritdoc/>
    public int Label(int index) => items.Label(index);

    /// <inheritdoc/>
    public ISampleSource Samples(Preprocessing preprocessing, Augmentation? augmentation)
    {
        if (augmentation is { Pad: > 0 })
        {
            throw new DatasetException(
                $"{Name}: a border of {augmentation.Pad} px is for small images in memory, expected 0 for picture files. "
                + "Use a recipe with a random resized crop.");
        }

        return new EncodedSamples(items, preprocessing, augmentation);
    }

    /// <inheritdoc/>
    public byte[] ExamplePng(int index, Preprocessing preprocessing)
    {
        // Shown as the network sees it, but in colour and not normalised.
        var plain = new Preprocessing(
            DecodedImage.Channels, preprocessing.Height, preprocessing.Width, [0, 0, 0], [1, 1, 1], preprocessing.CropRatio);
        using var reader = Samples(plain, augmentation: null).OpenReader();
        var unused = default(SampleRandom); // evaluation draws nothing
        var values = new float[plain.Shape.Length];
        reader.Read(index, ref unused, values);
        byte[] pixels = Array.ConvertAll(values, value => (byte)MathF.Round(value * byte.MaxValue));
        return ImageEncoder.EncodePlanesPng(pixels, plain.Width, plain.Height);
    }

    /// <inheritdoc/>
    public IImageDataset Take(int count) => new EncodedImageSet(new FirstItems(items, count));
}

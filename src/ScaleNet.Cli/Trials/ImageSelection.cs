using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Loading;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Cli.Trials;

/// <summary>Some images of a set, as a set of its own.</summary>
internal sealed class ImageSelection(IImageDataset images, int[] chosen) : IImageDataset
{
    public string Name => images.Name;

    public IReadOnlyList<string> ClassNames => images.ClassNames;

    public int Count => chosen.Length;

    /// <summary>The first images of every class, as many of one as of another where there are enough.</summary>
    /// <param name="images">The set.</param>
    /// <param name="count">How many, at most its size.</param>
    public static ImageSelection Spread(IImageDataset images, int count)
    {
        var seen = new int[images.ClassNames.Count];
        var order = Enumerable.Range(0, images.Count)
            .Select(index => (Index: index, Round: seen[images.Label(index)]++))
            .OrderBy(image => image.Round) // stable: the classes of a round in the set's order
            .Take(count)
            .Select(image => image.Index);
        return new ImageSelection(images, [.. order.Order()]);
    }

    public int Label(int index) => images.Label(chosen[index]);

    public ISampleSource Samples(Preprocessing preprocessing, Augmentation? augmentation) =>
        new SelectedSamples(images.Samples(preprocessing, augmentation), chosen);

    public byte[] ExamplePng(int index, Preprocessing preprocessing) => images.ExamplePng(chosen[index], preprocessing);

    public IImageDataset Take(int count) => new ImageSelection(images, chosen[..count]);
}

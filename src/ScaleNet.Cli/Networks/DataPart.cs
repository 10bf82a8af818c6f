using ScaleNet.Data;
using ScaleNet.Data.Datasets;

namespace ScaleNet.Cli.Networks;

/// <summary>A part of the data set that a word means: to train, or to test.</summary>
/// <param name="Path">Where its pictures are, for <see cref="ImageParts.Open(string)"/>; for images in memory, their name.</param>
/// <param name="Images">Images in memory, else null.</param>
internal sealed record DataPart(string Path, ImageSet? Images)
{
    /// <summary>All parts that are there; a word that means one part is that part.</summary>
    /// <exception cref="DatasetException">Images that are loaded as a whole are not sound.</exception>
    public static IReadOnlyList<DataPart> Of(string word) => word switch
    {
        DataChoice.Fashion or DataChoice.Embedded or DataChoice.MultiScaleFashion => InMemory(DataChoice.Load(word)),
        _ when ImageFolders.IsAt(word) => [.. ImageFolders.PartsAt(word).Select(path => new DataPart(path, Images: null))],
        _ when FashionMnist.IsAt(word) => InMemory(FashionMnist.Load(word)),
        _ => [new DataPart(word, Images: null)],
    };

    private static DataPart[] InMemory(ImageClassificationData data) =>
        [.. new[] { data.Train, data.Test }.OfType<ImageSet>().Select(images => new DataPart(images.Name, images))];
}

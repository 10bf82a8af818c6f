using ScaleNet.Data;
using ScaleNet.Data.Datasets;

namespace ScaleNet.Cli.Networks;

/// <summary>The images that a word on the command line means.</summary>
internal static class DataChoice
{
    /// <summary>Fashion-MNIST: the full set where it is installed, else the embedded part.</summary>
    public const string Fashion = "fashion";

    /// <summary>The embedded part of Fashion-MNIST, whatever is installed.</summary>
    public const string Embedded = "embedded";

    /// <summary>Loads them.</summary>
    /// <exception cref="DatasetException">The folder is not complete and sound, or its images are not square.</exception>
    public static ImageClassificationData Load(string word)
    {
        var data = word switch
        {
            Fashion => FashionMnist.Load(),
            Embedded => FashionMnist.LoadEmbedded(),
            _ => FashionMnist.Load(word),
        };
        return data.Preprocessing.Height == data.Preprocessing.Width
            ? data
            : throw new DatasetException($"{word}: images of {data.Preprocessing.Shape}, expected square ones. Cut them to squares.");
    }
}

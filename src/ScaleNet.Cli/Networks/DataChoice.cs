using ScaleNet.Data;
using ScaleNet.Data.Datasets;
using Scenes = ScaleNet.Data.Scenes.MultiScaleFashion;

namespace ScaleNet.Cli.Networks;

/// <summary>The images that a word on the command line means.</summary>
internal static class DataChoice
{
    /// <summary>Fashion-MNIST: the full set where it is installed, else the embedded part.</summary>
    public const string Fashion = "fashion";

    /// <summary>The embedded part of Fashion-MNIST, whatever is installed.</summary>
    public const string Embedded = "embedded";

    /// <summary>Fashion-MNIST's garments at many sizes on a larger canvas.</summary>
    public const string MultiScaleFashion = "multi-scale-fashion";

    /// <summary>Whether the word means picture files, of which networks get a part at a size of choice.</summary>
    public static bool IsPictures(string word) => word is not (Fashion or Embedded or MultiScaleFashion) && ImageFolders.IsAt(word);

    /// <summary>Whether the images come at a size of choice.</summary>
    public static bool IsOfAnySize(string word) => word is MultiScaleFashion || IsPictures(word);

    /// <summary>Loads them.</summary>
    /// <param name="word">What the user wrote.</param>
    /// <param name="size">Side of the network's input, px; null for the usual one.</param>
    /// <exception cref="DatasetException">
    /// The folder is not complete and sound, its images are not square, or they have a size of their own and not this one.
    /// </exception>
    public static ImageClassificationData Load(string word, int? size = null)
    {
        var data = word switch
        {
            Fashion => FashionMnist.Load(),
            Embedded => FashionMnist.LoadEmbedded(),
            MultiScaleFashion => Scenes.Create(FashionMnist.Load(), CanvasSize(size)),
            _ when IsPictures(word) => ImageFolders.Open(word, size ?? ImageFolders.DefaultSize),
            _ => FashionMnist.Load(word),
        };
        if (size is { } wanted && wanted != data.Preprocessing.Height)
        {
            throw new DatasetException(
                $"--img-size: got {wanted}, the images of {word} are {data.Preprocessing.Shape} and stay so. Leave the option out.");
        }

        return data.Preprocessing.Height == data.Preprocessing.Width
            ? data
            : throw new DatasetException($"{word}: images of {data.Preprocessing.Shape}, expected square ones. Cut them to squares.");
    }

    private static int CanvasSize(int? size) => size switch
    {
        null => Scenes.DefaultSize,
        >= Scenes.LeastSize and <= Scenes.MostSize => size.Value,
        _ => throw new DatasetException(FormattableString.Invariant(
            $"--img-size: got {size}, the canvas of {MultiScaleFashion} has {Scenes.LeastSize} to {Scenes.MostSize} px. Choose one of these.")),
    };
}

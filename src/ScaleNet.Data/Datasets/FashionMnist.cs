using System.Reflection;

namespace ScaleNet.Data.Datasets;

/// <summary>
/// Fashion-MNIST: 28 x 28 grey pictures of ten kinds of clothing (Xiao, Rasul and Vollgraf 2017; MIT licence).
/// </summary>
/// <remarks>
/// The full set is 60,000 training and 10,000 test images in four files. The test part is embedded in this assembly, so
/// that something real can be trained without any file: its first 8,000 images to train, its last 2,000 to test.
/// Numbers from that split are not comparable with published ones; <see cref="ImageClassificationData.Source"/> says
/// which it was.
/// </remarks>
public static class FashionMnist
{
    /// <summary>The environment variable that names a folder of data sets, which holds <c>fashion-mnist/</c>.</summary>
    public const string DataFolderVariable = "SCALENET_DATA";

    /// <summary>Images of the embedded part that are for training: the first ones.</summary>
    public const int EmbeddedTrainCount = 8_000;

    /// <summary>Images of the embedded part that are for testing: the ones after those for training.</summary>
    public const int EmbeddedTestCount = 2_000;

    /// <summary>Where Debian's package dataset-fashion-mnist installs the files.</summary>
    internal const string SystemFolder = "/usr/share/datasets/fashion-mnist";

    private const string FolderName = "fashion-mnist";

    /// <summary>The ten classes in the order of their labels, in the authors' wording.</summary>
    public static IReadOnlyList<string> ClassNames { get; } = Array.AsReadOnly<string>(
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]);

    /// <summary>
    /// The full set from a folder, or the embedded part when no folder is given and none is installed.
    /// </summary>
    /// <param name="folder">
    /// Holds the four files, each plain or with ".gz". Null: <c>$SCALENET_DATA/fashion-mnist</c> if the variable is
    /// set, else the folder of Debian's package if it is there, else the embedded part.
    /// </param>
    /// <exception cref="DatasetException">
    /// A folder was named, or is installed, and is not complete and sound.
    /// </exception>
    public static ImageClassificationData Load(string? folder = null) =>
        Load(folder, Environment.GetEnvironmentVariable(DataFolderVariable), SystemFolder);

    /// <summary>Whether a folder holds any of the four files.</summary>
    public static bool IsAt(string folder) => FashionMnistFiles.AreAnyIn(folder);

    /// <summary>The embedded 10,000 images, split into 8,000 and 2,000.</summary>
    public static ImageClassificationData LoadEmbedded()
    {
        var all = IdxImageSet.Join(
            "Fashion-MNIST embedded part",
            ClassNames,
            ReadEmbedded("t10k-images-idx3-ubyte.gz", IdxImageSet.ImageDimensions),
            ReadEmbedded("t10k-labels-idx1-ubyte.gz", IdxImageSet.LabelDimensions));
        return Describe(
            all.Slice(0, EmbeddedTrainCount, "Fashion-MNIST embedded train"),
            all.Slice(EmbeddedTrainCount, EmbeddedTestCount, "Fashion-MNIST embedded test"),
            "Fashion-MNIST, embedded part: the 10,000 original test images, first 8,000 to train, last 2,000 to test");
    }

    /// <summary>As <see cref="Load(string?)"/>, with the surroundings given.</summary>
    internal static ImageClassificationData Load(string? folder, string? dataFolder, string systemFolder)
    {
        if (folder is not null)
        {
            return LoadFolder(folder);
        }

        // A set variable that leads nowhere is a mistake to report, not a reason to train on something else.
        if (!string.IsNullOrEmpty(dataFolder))
        {
            return LoadFolder(Path.Combine(dataFolder, FolderName));
        }

        return Directory.Exists(systemFolder) ? LoadFolder(systemFolder) : LoadEmbedded();
    }

    private static ImageClassificationData LoadFolder(string folder)
    {
        var files = FashionMnistFiles.Find(folder);
        return Describe(
            ReadPart("Fashion-MNIST train", files.TrainImages, files.TrainLabels),
            ReadPart("Fashion-MNIST test", files.TestImages, files.TestLabels),
            $"Fashion-MNIST, full set from {folder}");
    }

    private static ImageSet ReadPart(string name, string images, string labels) => IdxImageSet.Join(
        name,
        ClassNames,
        IdxReader.ReadFile(images, IdxImageSet.ImageDimensions),
        IdxReader.ReadFile(labels, IdxImageSet.LabelDimensions));

    private static IdxArray ReadEmbedded(string file, int dimensions)
    {
        string resource = $"{FolderName}/{file}";
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {resource}.");
        return IdxReader.Read(stream, $"embedded {resource}", dimensions);
    }

    private static ImageClassificationData Describe(ImageSet train, ImageSet test, string source)
    {
        if (train.Shape != test.Shape)
        {
            throw new DatasetException(
                $"{source}: test images are {test.Shape}, expected {train.Shape} as in training. "
                + "Use files of one data set.");
        }

        return new ImageClassificationData
        {
            Train = train,
            Test = test,
            Source = source,
            Preprocessing = train.MeasurePreprocessing(),
        };
    }
}

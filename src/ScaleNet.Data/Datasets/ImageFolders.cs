using ScaleNet.Data.Images;
using ScaleNet.Data.Tables;

namespace ScaleNet.Data.Datasets;

/// <summary>A data set of picture files: a part to train, and one to test.</summary>
public static class ImageFolders
{
    /// <summary>The usual input of networks for ImageNet, px.</summary>
    public const int DefaultSize = 224;

    private const double CropRatio = 0.875; // 224 of 256, as the networks' authors evaluate
    private const int LeastSizeToCrop = 64; // small pictures show little besides the thing itself: all of it is looked at

    private const string TrainFolder = "train";
    private static readonly string[] TestFolders = ["val", "validation", "test"];

    // Of ImageNet's training pictures, as published networks have them.
    private static readonly float[] Mean = [0.485f, 0.456f, 0.406f];
    private static readonly float[] Deviation = [0.229f, 0.224f, 0.225f];

    /// <summary>Whether a folder looks like such a set.</summary>
    public static bool IsAt(string root) => FindPart(root, TrainFolder) is not null;

    /// <summary>Opens <c>train</c>, and <c>val</c>, <c>validation</c> or <c>test</c>: folders, or Parquet files whose names begin so.</summary>
    /// <param name="root">Holds both.</param>
    /// <param name="size">Side of the network's input, px.</param>
    /// <exception cref="DatasetException">A part is missing or unsound, or the two have other classes.</exception>
    public static ImageClassificationData Open(string root, int size = DefaultSize)
    {
        var train = ImageParts.Open(FindTrain(root));
        string testFolder = FindTest(root)
            ?? throw new DatasetException(
                $"{root}: holds no {string.Join(" or ", TestFolders)} beside {TrainFolder}. Move some pictures of each class there: "
                + "a network is never tested on what it learned from.");
        var test = ImageParts.Open(testFolder);
        RequireSameClasses(train, test);
        return new ImageClassificationData
        {
            Train = new EncodedImageSet(train),
            Test = new EncodedImageSet(test),
            Source = $"pictures in {root} ({train.ClassNames.Count} classes, inputs of {size} px)",
            Preprocessing = new Preprocessing(
                DecodedImage.Channels, size, size, Mean, Deviation, size < LeastSizeToCrop ? null : CropRatio),
        };
    }

    /// <summary>Where the parts lie that are there: for <see cref="ImageParts.Open(string)"/>, the one to train first.</summary>
    public static IReadOnlyList<string> PartsAt(string root)
    {
        return FindTest(root) is { } test ? [FindTrain(root), test] : [FindTrain(root)];
    }

    private static string FindTrain(string root) => FindPart(root, TrainFolder) ?? Path.Combine(root, TrainFolder);

    private static string? FindTest(string root) => TestFolders.Select(name => FindPart(root, name)).FirstOrDefault(path => path is not null);

    private static string? FindPart(string root, string name) =>
        Path.Combine(root, name) is var folder && Directory.Exists(folder) ? folder : ParquetPaths.FindSplit(root, name);

    private static void RequireSameClasses(IEncodedItems train, IEncodedItems test)
    {
        var trained = ClassesOf(train);
        var tested = ClassesOf(test);
        if (trained.SequenceEqual(tested))
        {
            return;
        }

        var missing = trained.Except(tested).Select(name => $"'{name}' in {train.Name} only")
            .Concat(tested.Except(trained).Select(name => $"'{name}' in {test.Name} only"))
            .ToList();
        const int shown = 10;
        string more = missing.Count > shown ? $" and {missing.Count - shown} more" : "";
        throw new DatasetException(
            $"{train.Name} and {test.Name} have other classes: "
            + (missing.Count > 0 ? string.Join(", ", missing.Take(shown)) + more : "the same in another order")
            + ". Give both the same.");
    }

    // Folders are the surer sign: ImageNet has two classes of one name.
    private static IReadOnlyList<string> ClassesOf(IEncodedItems part) => part is FolderItems folders ? folders.Folders : part.ClassNames;
}

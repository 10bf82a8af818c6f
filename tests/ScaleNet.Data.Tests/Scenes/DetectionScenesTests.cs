using System.Security.Cryptography;
using System.Text.Json;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Detection;
using ScaleNet.Data.Images;
using ScaleNet.Data.Inspection;
using ScaleNet.Data.Scenes;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Data.Tests.Scenes;

public sealed class DetectionScenesTests : IDisposable
{
    private const int HashDigits = 16;
    private static readonly ImageClassificationData Fashion = FashionMnist.LoadEmbedded();

    private static readonly DetectionSceneSettings Settings = new()
    {
        TrainImages = 12,
        ValidationImages = 5,
        Height = new CountRange(40, 60),
        Width = new CountRange(50, 70),
        CrowdShare = 0.3,
        EmptyShare = 0.2,
    };

    private readonly TemporaryFolder _folder = new();

    private string Output => Path.Combine(_folder.Path, "scenes");

    // Sets that others make must be the same: a change here changes all of their results.
    [Fact]
    public void The_images_and_annotations_never_change_between_releases()
    {
        Write(Settings);

        Assert.Equal("a3e0bea6198e9dcd", Hash()[..HashDigits]);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void The_number_of_threads_changes_no_byte(int workers)
    {
        Write(Settings);
        var one = Files();
        Directory.Delete(Output, recursive: true);
        Write(Settings, workers);

        Assert.Equal(one, Files());
    }

    [Fact]
    public void Scenes_in_memory_are_those_of_the_files()
    {
        Write(Settings);
        var part = CocoDataset.OpenPart(Output, "val");

        var painted = DetectionScenes.Paint(Fashion, Settings);

        Assert.Equal(
            Directory.GetFiles(Path.Combine(Output, "val")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes), painted.Select(scene => scene.Picture));
        Assert.Equal(
            part.GroundTruth.Annotations.GroupBy(entry => entry.ImageId).ToDictionary(group => (int)group.Key - 1, group => group.Count()),
            painted.Index().Where(scene => scene.Item.ClassNames.Count > 0).ToDictionary(scene => scene.Index, scene => scene.Item.ClassNames.Count));
        Assert.Contains(painted, scene => scene.ClassNames.Count > 1);
        Assert.All(painted.SelectMany(scene => scene.ClassNames), name => Assert.Contains(name, FashionMnist.ClassNames));
    }

    [Fact]
    public void The_first_images_are_the_same_however_many_are_made()
    {
        Write(Settings);
        var all = Files();
        Directory.Delete(Output, recursive: true);
        Write(Settings with { TrainImages = 3, ValidationImages = 0 });

        Assert.All(Files().Where(file => file.Key.EndsWith(".png", StringComparison.Ordinal)), file => Assert.Equal(all[file.Key], file.Value));
        Assert.False(Directory.Exists(Path.Combine(Output, "val")));
    }

    [Fact]
    public void What_is_made_is_a_set_in_COCOs_layout()
    {
        var counts = Write(Settings);
        var (train, val) = (CocoDataset.OpenPart(Output, "train"), CocoDataset.OpenPart(Output, "val"));

        Assert.Equal([12, 5], counts.Select(part => part.Images));
        Assert.Equal((12, 5), (train.Count, val.Count));
        Assert.Equal(FashionMnist.ClassNames, train.ClassNames);
        Assert.Equal(counts[0].Objects, Enumerable.Range(0, 12).Sum(index => train.Targets(index).Count));
        Assert.Equal(counts[0].Crowds, train.GroundTruth.Annotations.Count(entry => entry.IsCrowd));
        Assert.Equal(counts[0].Empty, train.GroundTruth.Images.Count(image => train.GroundTruth.Annotations.All(entry => entry.ImageId != image.Id)));
        Assert.All(CocoLayout.PartsAt(Output), part => Assert.Empty(DetectionCheck.Run(part, new InspectionPlan()).Problems));
    }

    [Fact]
    public void Images_to_train_and_to_evaluate_are_made_of_other_garments_by_other_numbers()
    {
        Write(Settings with { TrainImages = 1, ValidationImages = 1 });

        Assert.NotEqual(Files()["train/000000000001.png"], Files()["val/000000000001.png"]);
    }

    [Fact]
    public void The_settings_and_where_the_garments_are_from_are_told()
    {
        Write(Settings);

        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Output, DetectionScenes.SettingsFile)));

        Assert.Equal(Fashion.Source, json.RootElement.GetProperty("source").GetString());
        var settings = json.RootElement.GetProperty("settings");
        Assert.Equal(0.3, settings.GetProperty("crowdShare").GetDouble());
        Assert.Equal((40, 60), (settings.GetProperty("height").GetProperty("least").GetInt32(), settings.GetProperty("height").GetProperty("most").GetInt32()));
        Assert.Equal("png", settings.GetProperty("format").GetString());
    }

    [Fact]
    public void JPEGs_are_of_the_same_size_and_annotations()
    {
        Write(Settings);
        byte[] annotations = File.ReadAllBytes(CocoLayout.AnnotationsOf(Output, "val"));
        var size = CocoDataset.OpenPart(Output, "val").Size(0);
        Directory.Delete(Output, recursive: true);

        Write(Settings with { Format = SceneFormat.Jpeg, Quality = 80 });
        var image = ImageDecoder.Decode(Path.Combine(Output, "val", "000000000001.jpg"));

        Assert.Equal(size, new ImageSize(image.Height, image.Width));
        Assert.Equal(
            System.Text.Encoding.UTF8.GetString(annotations).Replace(".png", ".jpg", StringComparison.Ordinal),
            File.ReadAllText(CocoLayout.AnnotationsOf(Output, "val")));
    }

    [Fact]
    public void A_folder_that_is_not_empty_is_refused_and_left_as_it_is()
    {
        Directory.CreateDirectory(Output);
        File.WriteAllText(Path.Combine(Output, "mine.txt"), "mine");

        var problem = Assert.Throws<DatasetException>(() => Write(Settings));

        Assert.Equal($"{Output}: not an empty folder, and nothing is overwritten. Choose another, or remove it.", problem.Message);
        Assert.Equal(["mine.txt"], Files().Keys);
    }

    [Fact]
    public void A_set_whose_making_was_stopped_has_no_annotations()
    {
        using var stop = new CancellationTokenSource();
        var plan = new InspectionPlan { Progress = (_, _) => stop.Cancel(), Stop = stop.Token };

        Assert.Throws<OperationCanceledException>(() => DetectionScenes.Write(Fashion, Output, Settings with { TrainImages = 100_000 }, plan));

        Assert.False(CocoLayout.IsAt(Output));
        Assert.Throws<DatasetException>(() => CocoDataset.OpenPart(Output, "train"));
        Assert.Throws<DatasetException>(() => Write(Settings));
    }

    [Fact]
    public void Settings_that_make_no_sense_are_refused()
    {
        DetectionSceneSettings[] senseless =
        [
            Settings with { Height = new CountRange(8, 60) },
            Settings with { Width = new CountRange(50, 5000) },
            Settings with { Objects = new CountRange(0, 3) },
            Settings with { LeastSize = 0.5, MostSize = 0.4 },
            Settings with { LeastVisible = 0 },
            Settings with { CrowdShare = 1.5 },
            Settings with { Quality = 101 },
        ];

        Assert.All(senseless, settings => Assert.Throws<ArgumentOutOfRangeException>(() => Write(settings)));
        Assert.False(Directory.Exists(Output));
    }

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<DetectionSceneCounts> Write(DetectionSceneSettings settings, int workers = 1) =>
        DetectionScenes.Write(Fashion, Output, settings, new InspectionPlan { Workers = workers });

    private SortedDictionary<string, string> Files() => new(
        Directory.EnumerateFiles(Output, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(Output, path), path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)))),
        StringComparer.Ordinal);

    // Of the pixels, not of the files: another release of the image library may compress otherwise.
    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string name in Files().Keys.Where(name => !name.EndsWith(DetectionScenes.SettingsFile, StringComparison.Ordinal)))
        {
            string path = Path.Combine(Output, name);
            hash.AppendData(name.EndsWith(".png", StringComparison.Ordinal) ? ImageDecoder.Decode(path).Rgb : File.ReadAllBytes(path));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

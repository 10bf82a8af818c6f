using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Loading;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Tests.Datasets;

public sealed class ImageFoldersTests : IDisposable
{
    private static readonly Augmentation Crops = new() { Pad = 0, Flip = true, RandomResizedCrop = new RandomResizedCrop() };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Classes_are_the_folders_in_ordinal_order_and_files_follow_them()
    {
        Write("train/b/2.JPEG", "train/b/1.jpg", "train/B/x.png", "train/a/deep/3.jpeg", "train/a/notes.txt");

        var items = FolderItems.Open(At("train"));

        Assert.Equal(["B", "a", "b"], items.ClassNames);
        Assert.Equal(
            [("x.png", 0), ("3.jpeg", 1), ("1.jpg", 2), ("2.JPEG", 2)],
            Enumerable.Range(0, items.Count).Select(index => (Path.GetFileName(items.Where(index)), items.Label(index))));
    }

    [Fact]
    public void A_reader_gives_the_bytes_of_each_file()
    {
        Write("train/a/1.jpg", "train/b/2.jpg");
        File.WriteAllBytes(At("train/a/1.jpg"), [.. Enumerable.Range(0, 1000).Select(i => (byte)i)]);
        var items = FolderItems.Open(At("train"));
        using var reader = items.OpenReader();

        Assert.Equal(File.ReadAllBytes(At("train/a/1.jpg")), reader.Read(0).ToArray());
        Assert.Equal(File.ReadAllBytes(At("train/b/2.jpg")), reader.Read(1).ToArray());
        File.Delete(At("train/b/2.jpg"));
        var error = Assert.Throws<CorruptSampleException>(() => reader.Read(1).Length);
        Assert.StartsWith(At("train/b/2.jpg"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_classes_come_from_a_file()
    {
        Write("train/n01/1.jpg", "train/n02/1.jpg", "val/n01/1.jpg", "val/n02/1.jpg");
        File.WriteAllText(At("synset_words.txt"), "n02 goldfish, Carassius auratus\nn01 tench, Tinca tinca\nn03 not here\n");

        Assert.Equal(["tench, Tinca tinca", "goldfish, Carassius auratus"], ImageFolders.Open(_folder.Path).Test.ClassNames);

        File.WriteAllText(At("classes.json"), """{"n01": "one", "n02": "two"}""");
        Assert.Equal(["one", "two"], ImageFolders.Open(_folder.Path).Train.ClassNames);

        File.WriteAllText(At("classes.json"), """["first"]""");
        Assert.Contains(
            "got 1 names, expected 2", Assert.Throws<DatasetException>(() => ImageFolders.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_named()
    {
        Write("train/a/1.jpg", "train/b/1.jpg");
        Assert.Contains("holds no val or validation or test", Refusal(), StringComparison.Ordinal);

        Write("val/a/1.jpg");
        Assert.Contains($"'b' in {At("train")} only", Refusal(), StringComparison.Ordinal);

        Directory.CreateDirectory(At("val/b"));
        Assert.StartsWith($"{At("val/b")}: holds no pictures", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Batches_are_the_same_whatever_the_number_of_workers_and_parts()
    {
        for (int i = 0; i < 26; i++)
        {
            Write($"train/{(char)('a' + (i % 3))}/{i:D2}.jpg");
        }

        var samples = new EncodedImageSet(FolderItems.Open(At("train"))).Samples(new Preprocessing(3, 16, 16, [0, 0, 0], [1, 1, 1]), Crops);
        var plan = new BatchPlan { BatchSize = 4, Shuffle = true, Seed = 5, DropLast = true };
        var one = Read(samples, plan);

        Assert.Equal(6, one.Count);
        Assert.Equal(one, Read(samples, plan with { Workers = 4 }));
        var parts = new[] { 0, 1 }.Select(part => Read(samples, plan with { Part = part, Parts = 2 })).ToArray();
        Assert.Equal(one, Enumerable.Range(0, 6).Select(batch => parts[batch % 2][batch / 2]));
    }

    [Fact]
    public void A_damaged_picture_is_replaced_in_training_and_left_out_of_tests()
    {
        Write("train/a/1.jpg", "train/a/2.jpg", "train/a/3.jpg", "train/a/4.jpg");
        File.WriteAllBytes(At("train/a/2.jpg"), Photographs.Jpeg(40, 30, seed: 1)[..300]);
        var set = new EncodedImageSet(FolderItems.Open(At("train")));
        var preprocessing = new Preprocessing(3, 16, 16, [0, 0, 0], [1, 1, 1]);
        var damaged = new CorruptSamples("train", 4, share: 0.25);

        Assert.Equal([0, 2, 2, 3], Indices(set.Samples(preprocessing, Crops), new BatchPlan { BatchSize = 4, Corrupt = damaged, ReplaceCorrupt = true }));
        Assert.Equal([0, 2, 3], Indices(set.Samples(preprocessing, null), new BatchPlan { BatchSize = 4, Corrupt = damaged }));
        Assert.StartsWith(At("train/a/2.jpg"), Assert.Single(damaged.Problems), StringComparison.Ordinal);
    }

    private static int[] Indices(ISampleSource samples, BatchPlan plan)
    {
        using var batch = new BatchLoader(samples, plan).ReadEpoch(0).Single();
        return [.. batch.SampleIndices];
    }

    private static List<float[]> Read(ISampleSource samples, BatchPlan plan)
    {
        var batches = new List<float[]>();
        foreach (var batch in new BatchLoader(samples, plan).ReadEpoch(epoch: 2))
        {
            using (batch)
            {
                batches.Add([.. batch.Images, .. batch.Labels, .. batch.SampleIndices]);
            }
        }

        return batches;
    }

    private string Refusal() => Assert.Throws<DatasetException>(() => ImageFolders.Open(_folder.Path)).Message;

    private string At(string path) => Path.Combine(_folder.Path, path);

    private void Write(params string[] paths)
    {
        foreach (string path in paths)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
            File.WriteAllBytes(At(path), Photographs.Jpeg(40, 30, path.Length + path[^5]));
        }
    }
}

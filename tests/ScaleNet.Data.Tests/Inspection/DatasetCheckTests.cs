using ScaleNet.Data.Datasets;
using ScaleNet.Data.Inspection;
using ScaleNet.Data.Shards;

namespace ScaleNet.Data.Tests.Inspection;

public sealed class DatasetCheckTests : IDisposable
{
    private const int PerClass = 6;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_picture_of_the_fixtures_is_good()
    {
        Directory.CreateDirectory(At("one"));
        var fixtures = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures", "pictures"))
            .Where(path => Path.GetExtension(path) is not (".json" or ".py")).ToList();
        fixtures.ForEach(path => File.Copy(path, At("one", Path.GetFileName(path))));

        var report = DatasetCheck.Run(_folder.Path, new InspectionPlan());

        Assert.Equal(new CheckReport(_folder.Path, fixtures.Count, fixtures.Count, report.Problems), report);
        Assert.Empty(report.Problems);
        Assert.True(fixtures.Count > 30);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Each_bad_picture_is_listed_in_the_order_of_the_set_whatever_the_workers(int workers)
    {
        PictureFolders.Write(_folder.Path, PerClass);
        File.WriteAllBytes(At("a", "01.jpg"), File.ReadAllBytes(At("a", "01.jpg"))[..^20]);
        File.WriteAllBytes(At("a", "03.jpg"), []);
        File.WriteAllText(At("b", "00.jpg"), "no picture");

        var report = DatasetCheck.Run(_folder.Path, new InspectionPlan { Workers = workers });

        Assert.Equal((2 * PerClass, (2 * PerClass) - 3), (report.Pictures, report.Good));
        Assert.Equal([At("a", "01.jpg"), At("a", "03.jpg"), At("b", "00.jpg")], report.Problems.Select(problem => problem.Where));
        Assert.StartsWith("cut short", report.Problems[0].Problem, StringComparison.Ordinal);
        Assert.StartsWith("empty, expected a picture", report.Problems[1].Problem, StringComparison.Ordinal);
        Assert.StartsWith("not a picture that can be decoded", report.Problems[2].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_that_cannot_be_opened_is_a_problem_of_its_own()
    {
        Directory.CreateDirectory(At("empty"));

        var report = DatasetCheck.Run(_folder.Path, new InspectionPlan());

        Assert.Equal(0, report.Pictures);
        Assert.Contains("holds no pictures", Assert.Single(report.Problems).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Sound_shards_have_no_problems()
    {
        var report = DatasetCheck.Run(Pack(), new InspectionPlan { Workers = 2 });

        Assert.Equal((2 * PerClass, 2 * PerClass), (report.Pictures, report.Good));
        Assert.Empty(report.Problems);
    }

    [Fact]
    public void A_flipped_bit_is_found_by_the_checksums_of_the_shard_and_of_the_picture()
    {
        var shards = Pack();
        var path = Path.Combine(shards, "shard-000001.tar");
        var bytes = File.ReadAllBytes(path);
        bytes[600] ^= 1;
        File.WriteAllBytes(path, bytes);

        var report = DatasetCheck.Run(shards, new InspectionPlan { Workers = 2 });

        Assert.Equal((2 * PerClass) - 1, report.Good);
        Assert.Equal([path, $"{path}: picture 0 at byte 512"], report.Problems.Select(problem => problem.Where));
        Assert.StartsWith("got the SHA-256", report.Problems[0].Problem, StringComparison.Ordinal);
        Assert.StartsWith("the checksum is not", report.Problems[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_with_another_label_is_found_by_the_labels_in_the_shard()
    {
        var shards = Pack();
        var path = Path.Combine(shards, "shard-000000.tar.list.json");
        var text = File.ReadAllText(path);
        var place = text.IndexOf("\"Labels\":[", StringComparison.Ordinal) + "\"Labels\":[".Length;
        File.WriteAllText(path, text[..place] + (text[place] == '0' ? '1' : '0') + text[(place + 1)..]);

        var problem = Assert.Single(DatasetCheck.Run(shards, new InspectionPlan()).Problems);

        Assert.Contains("got other places, lengths or labels than those in the shard", problem.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Shards_that_are_missing_cut_short_or_without_a_list_are_told_and_the_others_read()
    {
        var shards = Pack();
        var all = Directory.GetFiles(shards, "*.tar").Order(StringComparer.Ordinal).ToArray();
        File.WriteAllBytes(all[0], File.ReadAllBytes(all[0])[..1024]);
        File.Delete(all[1] + ".list.json");
        File.Delete(all[^1]);
        var left = all[1..^1].Sum(path => ShardScanner.Scan(path).Items.Length);

        var report = DatasetCheck.Run(shards, new InspectionPlan());

        Assert.Equal((left, left), (report.Pictures, report.Good));
        Assert.Equal([all[0], all[1], shards], report.Problems.Select(problem => problem.Where));
        Assert.StartsWith("got 1024 bytes", report.Problems[0].Problem, StringComparison.Ordinal);
        Assert.StartsWith("has no list", report.Problems[1].Problem, StringComparison.Ordinal);
        Assert.StartsWith($"got {left} pictures in its shards, expected the {2 * PerClass}", report.Problems[2].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Shards_of_others_need_no_lists()
    {
        var shards = Pack();
        foreach (var path in Directory.GetFiles(shards, "*.json"))
        {
            File.Delete(path);
        }

        var report = DatasetCheck.Run(shards, new InspectionPlan());

        Assert.Equal(2 * PerClass, report.Good);
        Assert.Empty(report.Problems);
    }

    [Fact]
    public void A_request_to_stop_ends_it()
    {
        PictureFolders.Write(_folder.Path, PerClass);
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => DatasetCheck.Run(_folder.Path, new InspectionPlan { Workers = 2, Stop = stop.Token }));
    }

    private string At(params string[] parts) => Path.Combine([_folder.Path, .. parts]);

    private string Pack()
    {
        PictureFolders.Write(At("pictures"), PerClass);
        ShardPacker.Pack(FolderItems.Open(At("pictures")), At("shards"), new PackPlan { ShardBytes = 8000 });
        return At("shards");
    }
}

using System.Formats.Tar;
using ScaleNet.Data.Loading;
using ScaleNet.Data.Shards;

namespace ScaleNet.Data.Tests.Shards;

public sealed class TarShardsTests : IDisposable
{
    private const int PerShard = 7;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Pictures_labels_and_groups_are_those_of_the_archives()
    {
        Write("b.tar", ("x/2.png", [5, 6]), ("x/2.json", TarFile.Text("{\"label\": 1}")));
        Write("a.tar", ("0.cls", TarFile.Text("2\n")), ("0.jpg", [1]), ("../../1.JPEG", [2, 3]), ("../../1.cls", TarFile.Text("0")), ("1.txt", [9]));

        var shards = TarShards.Open(_folder.Path);

        Assert.Equal([2, 1], shards.GroupSizes);
        Assert.Equal(["0", "1", "2"], shards.ClassNames);
        Assert.Equal([2, 0, 1], Enumerable.Range(0, shards.Count).Select(shards.Label));
        Assert.Equal([[1], [2, 3], [5, 6]], ReadAll(shards, [0, 1, 2]));
        Assert.EndsWith("b.tar: picture 0 at byte 1536", shards.Where(2), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_names_shards_and_a_file_beside_them_the_classes()
    {
        WriteShards(3);
        _folder.Write("classes.json", "[\"cat\", \"dog\"]"u8.ToArray());

        var shards = TarShards.Open(Path.Combine(_folder.Path, "s-{01..02}.tar"));

        Assert.Equal([PerShard, PerShard], shards.GroupSizes);
        Assert.Equal(["cat", "dog"], shards.ClassNames);
        Assert.Equal([1, 0], ReadAll(shards, [0]).Single());
    }

    [Theory]
    [InlineData("[\"cat\"]", "label 1, expected less than the 1 named classes")]
    [InlineData("{}", "is no array of names")]
    public void Names_that_do_not_fit_are_refused(string names, string words)
    {
        WriteShards(1);
        _folder.Write("classes.json", TarFile.Text(names));

        Assert.Contains(words, Assert.Throws<DatasetException>(() => TarShards.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.jpg", "a.txt", "1", "a picture without a label")]
    [InlineData("a.jpg", "a.cls", "cat", "a label that is no number from 0 up")]
    [InlineData("a.jpg", "a.cls", "-1", "a label that is no number from 0 up")]
    [InlineData("a.jpg", "a.cls", "2147483647", "label 2147483647, expected less than 1048576 for classes without names")]
    [InlineData("a.jpg", "a.json", "[", "no JSON object")]
    [InlineData("a.jpg", "a.json", "{\"label\": \"x\"}", "no JSON object with a number as label")]
    [InlineData("a.txt", "a.cls", "1", "holds no pictures")]
    public void Items_that_are_not_whole_are_refused(string picture, string other, string content, string words)
    {
        Write("a.tar", (picture, [1]), (other, TarFile.Text(content)));

        Assert.Contains(words, Assert.Throws<DatasetException>(() => TarShards.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_pictures_or_labels_of_one_name_are_refused()
    {
        Write("a.tar", ("a.jpg", [1]), ("a.cls", TarFile.Text("1")), ("a.jpg", [2]));
        Assert.Contains("a second picture", Assert.Throws<DatasetException>(() => TarShards.Open(_folder.Path)).Message, StringComparison.Ordinal);

        Write("a.tar", ("a.jpg", [1]), ("a.cls", TarFile.Text("1")), ("a.cls", TarFile.Text("2")));
        Assert.Contains("a second label, 2 after 1", Assert.Throws<DatasetException>(() => TarShards.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shards_too_large_for_memory_are_read_in_parts()
    {
        WriteShards(3);
        var order = EpochOrder.Shuffled([PerShard, PerShard, PerShard], seed: 3, epoch: 0);

        Assert.Equal(ReadAll(TarShards.Open(_folder.Path), order), ReadAll(TarShards.Open(_folder.Path, mostInMemory: 0), order));
    }

    [Fact]
    public void Many_threads_read_each_picture_as_it_is()
    {
        WriteShards(6);
        var shards = TarShards.Open(_folder.Path);

        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, thread =>
        {
            using var reader = shards.OpenReader();
            foreach (var index in EpochOrder.Shuffled(shards.GroupSizes, seed: thread, epoch: 0))
            {
                Assert.Equal([(byte)(index / PerShard), (byte)(index % PerShard)], reader.Read(index).ToArray());
            }
        });
    }

    [Fact]
    public void A_shard_that_changed_or_went_is_a_damaged_sample()
    {
        WriteShards(1);
        var shards = TarShards.Open(_folder.Path);
        using var reader = shards.OpenReader();
        var path = Path.Combine(_folder.Path, "s-00.tar");
        var good = File.ReadAllBytes(path);

        File.WriteAllBytes(path, good[..1024]);
        Assert.Contains("got 1024 bytes", Assert.Throws<CorruptSampleException>(() => reader.Read(0).ToArray()).Message, StringComparison.Ordinal);
        File.Delete(path);
        Assert.Contains("cannot be read", Assert.Throws<CorruptSampleException>(() => reader.Read(0).ToArray()).Message, StringComparison.Ordinal);
        File.WriteAllBytes(path, good);
        Assert.Equal([0, 0], reader.Read(0).ToArray());
    }

    [Theory]
    [InlineData("none")]
    [InlineData("s-{5..2}.tar")]
    [InlineData("s-{0..99999999999}.tar")]
    [InlineData("s-{1..2}.tar")]
    public void Words_that_mean_no_shards_are_refused(string word) =>
        Assert.Throws<DatasetException>(() => TarShards.Open(Path.Combine(_folder.Path, word)));

    private static byte[][] ReadAll(TarShards shards, int[] order)
    {
        using var reader = shards.OpenReader();
        return [.. order.Select(index => reader.Read(index).ToArray())];
    }

    private void WriteShards(int count)
    {
        for (var shard = 0; shard < count; shard++)
        {
            Write($"s-{shard:D2}.tar", [.. Enumerable.Range(0, PerShard).SelectMany(item => new[]
            {
                ($"{item}.jpg", new[] { (byte)shard, (byte)item }), ($"{item}.cls", TarFile.Text($"{item % 2}")),
            })]);
        }
    }

    private void Write(string name, params (string Name, byte[] Content)[] files) =>
        _folder.Write(name, TarFile.Of(TarEntryFormat.Pax, files));
}

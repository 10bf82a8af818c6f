using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ScaleNet.Data.Loading;
using ScaleNet.Data.Shards;

namespace ScaleNet.Data.Tests.Shards;

public sealed class ShardPackerTests : IDisposable
{
    private const int FileLength = 700;
    private const int FileCount = 20;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Property(MaxTest = 30)]
    public Property Packing_and_reading_gives_the_same_pictures_and_labels(NonEmptyArray<byte[]> files, PositiveInt shardBytes, int seed)
    {
        using var folder = new TemporaryFolder();
        var items = new ItemsInMemory([.. files.Get.Select(file => file ?? [])]);

        ShardPacker.Pack(items, folder.Path, new PackPlan { ShardBytes = shardBytes.Get * 1000L, Seed = seed });

        return Seen(folder.Path).SequenceEqual(
            Enumerable.Range(0, items.Count).Select(i => $"{items.Label(i)} {Convert.ToHexString(items.OpenReader().Read(i))}").Order(StringComparer.Ordinal)).ToProperty();
    }

    [Fact]
    public void The_lists_say_what_a_look_at_the_headers_finds()
    {
        Pack(_folder.Path);
        var path = Path.Combine(_folder.Path, "shard-000000.tar");

        var scanned = ShardScanner.Scan(path);

        Assert.Equal(scanned.Items, ShardList.TryRead(path)!.Items.Select(item => item with { Checksum = null }));
        Assert.Equal(scanned.Length, ShardList.TryVerify(path)!.Length);
    }

    [Fact]
    public void Finished_shards_are_kept_damaged_and_missing_ones_made_again_to_the_same_bytes()
    {
        var result = Pack(_folder.Path);
        var whole = Bytes(_folder.Path);
        Assert.Equal(new PackResult(5, 0, FileCount, whole.Where(file => file.Key.EndsWith(".tar", StringComparison.Ordinal)).Sum(file => file.Value.Length / 2)), result);

        File.Delete(Path.Combine(_folder.Path, "shard-000001.tar"));
        File.Delete(Path.Combine(_folder.Path, "shard-000002.tar.list.json"));
        Flip(Path.Combine(_folder.Path, "shard-000003.tar"), 600);
        _folder.Write("shard-000004.tar.list.json", [1]);
        var again = Pack(_folder.Path);

        Assert.Equal(result with { Kept = 1 }, again);
        Assert.Equal(whole, Bytes(_folder.Path));
    }

    [Fact]
    public void Another_order_or_other_pictures_do_not_go_on()
    {
        Pack(_folder.Path);

        Assert.Throws<DatasetException>(() => Pack(_folder.Path, seed: 2));
        Assert.Throws<DatasetException>(() => ShardPacker.Pack(new ItemsInMemory([1]), _folder.Path, new PackPlan(), stop: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_picture_with_a_flipped_bit_is_a_damaged_sample()
    {
        Pack(_folder.Path);
        Flip(Path.Combine(_folder.Path, "shard-000000.tar"), 600);
        using var reader = TarShards.Open(_folder.Path).OpenReader();

        Assert.Contains(
            "shard-000000.tar: picture 0 at byte 512: the checksum is not the one of its list",
            Assert.Throws<CorruptSampleException>(() => reader.Read(0).ToArray()).Message, StringComparison.Ordinal);
        Assert.Equal(FileLength, reader.Read(1).Length);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"Length\":8192,\"Sha256\":\"\",\"Offsets\":[8000],\"Lengths\":[500],\"Labels\":[0],\"Crc32\":[0]}")]
    [InlineData("{\"Length\":8192,\"Sha256\":\"\",\"Offsets\":[-1],\"Lengths\":[5],\"Labels\":[0],\"Crc32\":[0]}")]
    [InlineData("{\"Length\":1,\"Sha256\":\"\",\"Offsets\":[],\"Lengths\":[],\"Labels\":[],\"Crc32\":[]}")]
    public void A_list_that_is_not_of_its_shard_is_refused(string list)
    {
        Pack(_folder.Path);
        _folder.Write("shard-000000.tar.list.json", TarFile.Text(list));

        Assert.Throws<DatasetException>(() => TarShards.Open(_folder.Path));
    }

    private static PackResult Pack(string folder, long seed = 1) => ShardPacker.Pack(
        new ItemsInMemory([.. Enumerable.Range(0, FileCount).Select(i => Enumerable.Repeat((byte)i, FileLength).ToArray())]),
        folder, new PackPlan { ShardBytes = 4 * 5 * 512, Seed = seed });

    private static Dictionary<string, string> Bytes(string folder) => Directory.EnumerateFiles(folder)
        .ToDictionary(path => Path.GetFileName(path), path => Convert.ToHexString(File.ReadAllBytes(path)));

    private static List<string> Seen(string folder)
    {
        var shards = TarShards.Open(folder);
        using var reader = shards.OpenReader();
        return [.. Enumerable.Range(0, shards.Count).Select(i => $"{shards.Label(i)} {Convert.ToHexString(reader.Read(i))}").Order(StringComparer.Ordinal)];
    }

    private static void Flip(string path, int place)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[place] ^= 1;
        File.WriteAllBytes(path, bytes);
    }
}

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
    private const int Side = 32;

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
    [InlineData(1)]
    [InlineData(3)]
    public void Large_pictures_are_scaled_small_and_damaged_ones_stay_whatever_the_workers(int workers)
    {
        byte[] small = Photographs.Jpeg(60, 32, seed: 1), large = Photographs.Jpeg(90, 50, seed: 2), torn = large[..^30];
        var told = new List<string>();

        ShardPacker.Pack(
            new ItemsInMemory(small, large, torn), _folder.Path, Smaller(quality: 90) with { Workers = workers },
            onProblem: told.Add, stop: TestContext.Current.CancellationToken);

        var scaled = new PictureShrinker(Side, quality: 90).Shrink(large, "large");
        Assert.NotNull(scaled);
        Assert.Equal(
            new[] { $"0 {Convert.ToHexString(small)}", $"1 {Convert.ToHexString(scaled)}", $"0 {Convert.ToHexString(torn)}" }.Order(StringComparer.Ordinal),
            Seen(_folder.Path));
        Assert.StartsWith("file 2: cut short", Assert.Single(told), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_sizes_and_qualities_do_not_go_on()
    {
        var items = new ItemsInMemory(Photographs.Jpeg(90, 50, seed: 2));
        void pack(PackPlan plan) => ShardPacker.Pack(items, _folder.Path, plan, stop: TestContext.Current.CancellationToken);
        pack(Smaller(quality: 90));

        pack(Smaller(quality: 90));
        Assert.Contains(
            "sides scaled to 32 px with quality 90", Assert.Throws<DatasetException>(() => pack(new PackPlan())).Message, StringComparison.Ordinal);
        Assert.Throws<DatasetException>(() => pack(Smaller(quality: 91)));
        Assert.Throws<DatasetException>(() => pack(new PackPlan { ShortSide = Side + 1, Quality = 90 }));
    }

    [Fact]
    public void A_packing_of_before_pictures_could_be_scaled_goes_on()
    {
        Pack(_folder.Path);
        var path = Path.Combine(_folder.Path, "pack.json");
        var text = File.ReadAllText(path);
        File.WriteAllText(path, text.Replace(",\"ShortSide\":null,\"Quality\":null", "", StringComparison.Ordinal));
        Assert.NotEqual(text, File.ReadAllText(path));

        Assert.Equal(5, Pack(_folder.Path).Kept);
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

    private static PackPlan Smaller(int quality) => new() { ShortSide = Side, Quality = quality };

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

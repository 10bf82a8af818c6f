using System.Formats.Tar;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using ScaleNet.Data.Shards;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Tests.Shards;

public sealed class TarScannerTests
{
    private const int Block = 512;
    private const int SizeField = 124;
    private const int SumField = 148;

    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Pax)]
    public void Every_kind_of_archive_gives_its_files(TarEntryFormat format)
    {
        var archive = TarFile.Of(format, ("a/1.jpg", [1, 2, 3]), ("a/1.cls", [4]), ("b.jpg", new byte[Block]), ("c.jpg", []));

        var entries = Scan(archive);

        Assert.Equal(["a/1.jpg", "a/1.cls", "b.jpg", "c.jpg"], entries.Select(entry => entry.Name));
        Assert.Equal([3, 1, Block, 0], entries.Select(entry => entry.Length));
        Assert.Equal([1, 2, 3], archive[(int)entries[0].Offset..][..3]);
    }

    [Theory]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Pax)]
    public void Long_names_belong_to_the_next_file_only(TarEntryFormat format)
    {
        var name = $"{new string('d', 150)}/{new string('é', 150)}.jpg";

        Assert.Equal([name, "b.jpg"], Scan(TarFile.Of(format, (name, [1]), ("b.jpg", [2]))).Select(entry => entry.Name));
    }

    [Fact]
    public void A_path_of_two_fields_is_put_together()
    {
        var name = $"{new string('d', 120)}/{new string('e', 90)}.jpg";

        Assert.Equal(name, Assert.Single(Scan(TarFile.Of(TarEntryFormat.Ustar, (name, [1])))).Name);
    }

    [Fact]
    public void A_size_of_base_256_is_read()
    {
        var archive = WithSize([0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3]);

        Assert.Equal(3, Assert.Single(Scan(archive)).Length);
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0x80, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x80, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { (byte)'-', (byte)'1', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 55, 55, 55, 55, 55, 55, 55, 55, 55, 55, 55, 55 })]
    public void Sizes_that_cannot_be_are_errors(byte[] size) => Assert.Throws<DatasetException>(() => Scan(WithSize(size)));

    [Fact]
    public void A_missing_end_mark_is_no_error_but_a_part_of_a_file_is()
    {
        var archive = TarFile.Of(TarEntryFormat.Ustar, ("a.jpg", new byte[700]));

        Assert.Single(Scan(archive[..(3 * Block)]));
        Assert.Single(Scan(archive[..(Block + 700)]));
        var problem = Assert.Throws<DatasetException>(() => Scan(archive[..(Block + 699)]));
        Assert.Contains("got an entry of 700 bytes, 699 are left: it is cut short", problem.Message, StringComparison.Ordinal);
        Assert.Throws<DatasetException>(() => Scan(archive[..100]));
    }

    [Fact]
    public void What_is_no_archive_is_told_with_its_place()
    {
        var problem = Assert.Throws<DatasetException>(() => Scan(Encoding.UTF8.GetBytes(new string('x', Block))));

        Assert.StartsWith("x.tar: byte 0: got bytes that are no header", problem.Message, StringComparison.Ordinal);
    }

    /// <summary>Damage of any kind ends in files that lie in the archive, or in an error of the data.</summary>
    [Property(MaxTest = 2000)]
    public Property Damaged_archives_give_entries_inside_or_an_error(int seed, int changes, int cut)
    {
        var archive = Mutated(seed, Math.Abs(changes % 6), cut);
        return Lawful(archive).ToProperty();
    }

    private static bool Lawful(byte[] archive)
    {
        try
        {
            using var stream = new MemoryStream(archive);
            return ShardScanner.Scan(stream, "x.tar").All(item => item.Offset >= 0 && item.Length >= 0 && item.Label >= 0 && item.Offset + item.Length <= archive.Length);
        }
        catch (DatasetException)
        {
            return true;
        }
    }

    // Sums are mended, or nearly every change would end at the first check.
    private static byte[] Mutated(int seed, int changes, int cut)
    {
        var stream = SampleRandom.ForBatch(seed, batch: 0);
        int random(int below) => stream.NextInt32(below);
        var archive = TarFile.Of(
            (seed & 1) == 0 ? TarEntryFormat.Gnu : TarEntryFormat.Pax,
            ($"{new string('n', 120)}.jpg", new byte[20]), ($"{new string('n', 120)}.cls", TarFile.Text("3")),
            ("b.png", new byte[600]), ("b.json", TarFile.Text("{\"label\": 2}")));
        for (var i = 0; i < changes; i++)
        {
            var block = random(archive.Length / Block) * Block;
            archive[block + random((i & 1) == 0 ? Block : SizeField + 12)] = (byte)random(256);
            Mend(archive.AsSpan(block, Block));
        }

        return cut % 3 == 0 ? archive[..random(archive.Length)] : archive;
    }

    private static byte[] WithSize(byte[] size)
    {
        var archive = TarFile.Of(TarEntryFormat.Gnu, ("a.jpg", [1, 2, 3]));
        size.CopyTo(archive.AsSpan(SizeField));
        Mend(archive.AsSpan(0, Block));
        return archive;
    }

    private static void Mend(Span<byte> header)
    {
        header.Slice(SumField, 8).Fill((byte)' ');
        var sum = 0;
        foreach (var value in header)
        {
            sum += value;
        }

        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header[SumField..]);
    }

    private static List<TarEntryOf> Scan(byte[] archive)
    {
        using var stream = new MemoryStream(archive);
        return [.. new TarScanner(stream, "x.tar").Entries().Select(entry => new TarEntryOf(entry.Name, entry.Offset, entry.Length))];
    }

    private sealed record TarEntryOf(string Name, long Offset, long Length);
}

using ScaleNet.Data.Datasets;

namespace ScaleNet.Data.Tests.Datasets;

public sealed class IdxReaderTests
{
    public static TheoryData<string, byte[], string> Defects => new()
    {
        { "empty", [], "cut short inside the header (got 0 bytes, expected at least 16)" },
        { "header cut", IdxBytes.Images(3)[..10], "cut short inside the header (got 10 bytes, expected at least 16)" },
        { "one byte short", IdxBytes.Images(3)[..^1], "cut short (got 27 bytes, 3 x 2 x 2 declares 28 bytes)" },
        { "one byte long", [.. IdxBytes.Images(3), 7], "goes on after byte 28, where it should end" },
        { "not IDX", "PNG, so it says"u8.ToArray(), "not an IDX file (got first bytes 504E472C, expected 00000803)" },
        { "floats", [0, 0, 13, 3, .. IdxBytes.Images(3)[4..]], "got element type 0x0D with 3 dimensions, expected" },
        { "labels", IdxBytes.Labels(1, 2), "got element type 0x08 with 1 dimensions, expected 0x08 with 3" },
        { "no images", [0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 2], "dimension 0 is 0, expected 1 to 2147483647" },
        { "negative", [0, 0, 8, 3, 0xFF, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 2], "dimension 0 is 4278190080" },
    };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plain_and_gzip_files_give_the_same_array(bool isGzip)
    {
        byte[] plain = IdxBytes.Images(3);
        using var stream = new MemoryStream(isGzip ? IdxBytes.Gzip(plain) : plain);

        var array = IdxReader.Read(stream, "a file", dimensionCount: 3);

        Assert.Equal([3, 2, 2], array.Dimensions);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], array.Values);
    }

    [Theory]
    [MemberData(nameof(Defects))]
    public void A_defect_is_named_with_its_numbers(string defect, byte[] bytes, string expected)
    {
        using var plain = new MemoryStream(bytes);
        using var gzip = new MemoryStream(IdxBytes.Gzip(bytes));

        var inPlain = Assert.Throws<DatasetException>(() => IdxReader.Read(plain, defect, dimensionCount: 3));
        var inGzip = Assert.Throws<DatasetException>(() => IdxReader.Read(gzip, defect, dimensionCount: 3));

        Assert.StartsWith($"{defect}: ", inPlain.Message, StringComparison.Ordinal);
        Assert.Contains(expected, inPlain.Message, StringComparison.Ordinal);
        Assert.Equal(inPlain.Message, inGzip.Message);
    }

    [Fact]
    public void A_declared_size_beyond_any_array_is_refused()
    {
        byte[] bytes = [0, 0, 8, 3, .. Enumerable.Repeat<byte>(0x7F, 12)];
        using var stream = new MemoryStream(bytes);

        var problem = Assert.Throws<DatasetException>(() => IdxReader.Read(stream, "a file", dimensionCount: 3));

        Assert.Contains("declares 2139062143 x 2139062143 x 2139062143", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_declared_size_does_not_take_memory_that_the_file_does_not_fill()
    {
        byte[] twoGigabytes = [0, 0, 8, 1, 0x7F, 0, 0, 0, 1, 2, 3];
        using var stream = new MemoryStream(twoGigabytes);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Throws<DatasetException>(() => IdxReader.Read(stream, "a file", dimensionCount: 1));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8_000_000);
    }

    [Fact]
    public void Damaged_gzip_data_is_named()
    {
        byte[] bytes = IdxBytes.Gzip(IdxBytes.Images(3));
        bytes[^6] ^= 0xFF; // inside the check sum
        using var changed = new MemoryStream(bytes);

        var problem = Assert.Throws<DatasetException>(() => IdxReader.Read(changed, "changed", dimensionCount: 3));

        Assert.StartsWith("changed: the gzip data is damaged", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)] // the length is incomplete
    [InlineData(8)] // check sum and length are missing, the content is whole
    public void A_gzip_file_without_its_end_is_refused(int missing)
    {
        using var cut = new MemoryStream(IdxBytes.Gzip(IdxBytes.Images(3))[..^missing]);

        var problem = Assert.Throws<DatasetException>(() => IdxReader.Read(cut, "cut", dimensionCount: 3));

        Assert.StartsWith(
            "cut: the gzip file does not end as it should (got content of 28 bytes",
            problem.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var problem = Assert.Throws<DatasetException>(() => IdxReader.ReadFile("no/such/file", dimensionCount: 3));

        Assert.StartsWith("no/such/file: cannot be read", problem.Message, StringComparison.Ordinal);
    }
}

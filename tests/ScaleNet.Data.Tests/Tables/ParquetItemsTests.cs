using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Parquet;
using Parquet.Schema;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Inspection;
using ScaleNet.Data.Loading;
using ScaleNet.Data.Shards;
using ScaleNet.Data.Tables;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Tests.Tables;

public sealed class ParquetItemsTests : IDisposable
{
    private const int PerGroup = 4;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(CompressionMethod.None)]
    [InlineData(CompressionMethod.Snappy)]
    [InlineData(CompressionMethod.Gzip)]
    [InlineData(CompressionMethod.Zstd)]
    public void Pictures_labels_and_groups_are_those_of_the_files(CompressionMethod compression)
    {
        ParquetFile.Write(At("train-00000-of-00002.parquet"), Rows(0, 6), PerGroup, ParquetFile.Features("cat", "dog"), compression);
        ParquetFile.Write(At("train-00001-of-00002.parquet"), Rows(6, 3), PerGroup, ParquetFile.Features("cat", "dog"), compression);

        var items = ParquetItems.Open(At("train-*.parquet"));

        Assert.Equal([4, 2, 3], items.GroupSizes);
        Assert.Equal(["cat", "dog"], items.ClassNames);
        Assert.Equal(Rows(0, 9).Select(row => (int)row.Label!), Enumerable.Range(0, 9).Select(items.Label));
        Assert.Equal(Rows(0, 9).Select(row => row.Picture), ReadAll(items, [.. Enumerable.Range(0, 9)]));
        Assert.Equal($"{At("train-00000-of-00002.parquet")}: row 5", items.Where(5));
        Assert.Equal($"{At("train-00001-of-00002.parquet")}: row 2", items.Where(8));
    }

    [Fact]
    public void Many_threads_read_each_picture_as_it_is()
    {
        ParquetFile.Write(At("a.parquet"), Rows(0, 40), PerGroup);
        var items = ParquetItems.Open(_folder.Path);
        var rows = Rows(0, 40);

        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, thread =>
        {
            using var reader = items.OpenReader();
            foreach (var index in EpochOrder.Shuffled(items.GroupSizes, seed: thread, epoch: 0))
            {
                Assert.Equal(rows[index].Picture, reader.Read(index).ToArray());
            }
        });
    }

    [Fact]
    public void Names_come_from_a_file_beside_where_the_metadata_have_none_else_labels_are_numbered()
    {
        ParquetFile.Write(At("a.parquet"), Rows(0, 4), PerGroup, """{"info": {"features": {"label": {"dtype": "int64"}}}}""");
        Assert.Equal(["0", "1"], ParquetItems.Open(_folder.Path).ClassNames);

        _folder.Write("classes.json", "[\"cat\", \"dog\"]"u8.ToArray());
        Assert.Equal(["cat", "dog"], ParquetItems.Open(_folder.Path).ClassNames);

        _folder.Write("classes.json", "[\"cat\"]"u8.ToArray());
        Refused(_folder.Path, "label 1, expected less than the 1 named classes");
    }

    [Theory]
    [InlineData("no JSON", "the names of classes in its metadata 'huggingface' cannot be read")]
    [InlineData("{\"info\": {\"features\": {\"label\": {\"names\": 3}}}}", "the names of classes in its metadata 'huggingface' cannot be read")]
    public void Metadata_that_are_not_understood_are_refused(string features, string words)
    {
        ParquetFile.Write(At("a.parquet"), Rows(0, 4), PerGroup, features);

        Refused(_folder.Path, words);
    }

    [Theory]
    [InlineData(-1L, "row 5: the label is -1, expected 0 to 1")]
    [InlineData(2L, "row 5: the label is 2, expected 0 to 1")]
    [InlineData(1L << 40, "row 5: the label is 1099511627776, expected 0 to 1")]
    [InlineData(null, "row 5: the label is null, expected 0 to 1")]
    public void A_label_that_is_no_class_is_told_with_its_row(long? label, string words)
    {
        ParquetFile.Write(At("a.parquet"), [.. Rows(0, 5), ([1], label)], PerGroup, ParquetFile.Features("cat", "dog"));

        Refused(_folder.Path, $"{At("a.parquet")}: {words}");
    }

    [Fact]
    public void A_label_beyond_all_reason_does_not_fill_the_memory()
    {
        ParquetFile.Write(At("a.parquet"), [([1], int.MaxValue - 1)], PerGroup);

        Refused(_folder.Path, "label 2147483646, expected less than 1048576");
    }

    [Fact]
    public void A_row_without_bytes_is_a_damaged_sample()
    {
        ParquetFile.Write(At("a.parquet"), [.. Rows(0, 2), (null, 1), .. Rows(3, 1)], PerGroup);
        using var reader = ParquetItems.Open(_folder.Path).OpenReader();

        Assert.Equal(
            $"{At("a.parquet")}: row 2: got no bytes of a picture (null), expected a file. Remove the row.",
            Assert.Throws<CorruptSampleException>(() => reader.Read(2).ToArray()).Message);
        Assert.Equal(Rows(3, 1)[0].Picture, reader.Read(3).ToArray());
    }

    [Fact]
    public async Task A_column_without_nulls_in_a_structure_that_is_null_has_its_rows_in_their_places()
    {
        var schema = new ParquetSchema(new StructField("image", new DataField<byte[]>("bytes", nullable: false)), new DataField<long>("label"));
        await WriteAsync();
        using var reader = ParquetItems.Open(_folder.Path).OpenReader();

        Assert.Equal([1], reader.Read(0).ToArray());
        Assert.Contains("row 1: got no bytes", Assert.Throws<CorruptSampleException>(() => reader.Read(1).ToArray()).Message, StringComparison.Ordinal);
        Assert.Equal([3], reader.Read(2).ToArray());

        async Task WriteAsync()
        {
            var stop = TestContext.Current.CancellationToken;
            await using var file = File.Create(At("a.parquet"));
            await using var writer = await ParquetWriter.CreateAsync(schema, file, cancellationToken: stop);
            using var group = writer.CreateRowGroup();
            await group.WriteAllPartsAsync<ReadOnlyMemory<byte>>(
                schema.DataFields[0], new ReadOnlyMemory<byte>[] { new byte[] { 1 }, new byte[] { 3 } }, new[] { 1, 0, 1 }, null, stop);
            await group.WriteAsync<long>(schema.DataFields[1], new long[] { 0, 1, 0 }.AsMemory(), cancellationToken: stop);
        }
    }

    [Fact]
    public void Other_columns_are_told()
    {
        Write("a.parquet", new DataField<byte[]>("img"), new DataField<long>("label"));
        Refused(At("a.parquet"), "has no column image/bytes (got img, label), expected image/bytes and label");

        Write("a.parquet", new DataField<byte[]>("image"), new DataField<string>("label"));
        Refused(At("a.parquet"), "column label holds");
    }

    [Theory]
    [InlineData("t-00000-of-00002.parquet t-00002-of-00002.parquet", "got 2 files, expected the 2 that t-00000-of-00002.parquet tells of")]
    [InlineData("t-00000-of-00003.parquet t-00002-of-00003.parquet", "got 2 files, expected the 3 that t-00000-of-00003.parquet tells of")]
    [InlineData("t-00000-of-00001.parquet t-00000-of-00001-0a1b.parquet", "got 2 files, expected the 1 that")]
    [InlineData("test-00000-of-00001.parquet train-00000-of-00001.parquet", "holds several splits (test, train). Name one: train-*.parquet")]
    [InlineData("", "no file, no folder")]
    public void Files_that_are_no_whole_split_are_refused(string files, string words)
    {
        foreach (var file in files.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            ParquetFile.Write(At(file), Rows(0, 2), PerGroup);
        }

        Refused(_folder.Path, words);
    }

    [Fact]
    public void Files_with_other_names_of_classes_are_refused()
    {
        ParquetFile.Write(At("a.parquet"), Rows(0, 2), PerGroup, ParquetFile.Features("cat", "dog"));
        ParquetFile.Write(At("b.parquet"), Rows(0, 2), PerGroup, ParquetFile.Features("dog", "cat"));

        Refused(_folder.Path, $"{At("b.parquet")}: has other names of classes than");
    }

    [Fact]
    public void A_file_that_changed_after_it_was_listed_is_a_damaged_sample()
    {
        ParquetFile.Write(At("a.parquet"), Rows(0, 8), PerGroup);
        var items = ParquetItems.Open(_folder.Path);
        using var reader = items.OpenReader();
        ParquetFile.Write(At("a.parquet"), Rows(0, 3), PerGroup);

        Assert.Contains("group 0 got 3 rows, expected 4", Assert.Throws<CorruptSampleException>(() => reader.Read(0).Length).Message, StringComparison.Ordinal);
        Assert.Contains("got 1 groups of rows", Assert.Throws<CorruptSampleException>(() => reader.Read(5).Length).Message, StringComparison.Ordinal);
        File.Delete(At("a.parquet"));
        Assert.Contains("cannot be read as a Parquet file", Assert.Throws<CorruptSampleException>(() => reader.Read(0).Length).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void Every_file_that_is_cut_short_is_refused()
    {
        ParquetFile.Write(At("whole"), Rows(0, 6), PerGroup, ParquetFile.Features("cat", "dog"));
        var whole = File.ReadAllBytes(At("whole"));
        for (var length = 0; length < whole.Length; length += 1 + (length / 50))
        {
            File.WriteAllBytes(At("a.parquet"), whole[..length]);

            Refused(At("a.parquet"), "cannot be read as a Parquet file");
        }
    }

    /// <summary>Damage of any kind ends in pictures, in damaged ones, or in an error of the data.</summary>
    [Property(MaxTest = 150)]
    [Trait("Tier", "slow")]
    public Property Damaged_files_give_pictures_or_an_error(int seed, PositiveInt changes)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "a.parquet");
        ParquetFile.Write(path, Rows(0, 6), PerGroup, ParquetFile.Features("cat", "dog"));
        var bytes = File.ReadAllBytes(path);
        var random = SampleRandom.ForBatch(seed, batch: 0);
        for (var i = 0; i < 1 + (changes.Get % 4); i++)
        {
            bytes[random.NextInt32(bytes.Length)] = (byte)random.NextInt32(256);
        }

        File.WriteAllBytes(path, bytes);
        try
        {
            var report = DatasetCheck.Run(path, new InspectionPlan());
            return (report.Good == 0 && report.Problems.Count > 0).ToProperty(); // no row holds a picture
        }
        catch (DatasetException)
        {
            return true.ToProperty();
        }
    }

    [Fact]
    public void Splits_are_the_parts_of_a_set_also_in_the_folder_data()
    {
        Directory.CreateDirectory(At("data"));
        var features = ParquetFile.Features("cat", "dog");
        ParquetFile.Write(At("data/train-00000-of-00001.parquet"), Photos(0, 6), PerGroup, features);
        ParquetFile.Write(At("data/validation-00000-of-00001.parquet"), Photos(6, 4), PerGroup, features);
        ParquetFile.Write(At("data/test-00000-of-00001.parquet"), [([1], -1)], PerGroup, features);

        Assert.True(ImageFolders.IsAt(_folder.Path));
        var data = ImageFolders.Open(_folder.Path, size: 32);

        Assert.Equal((6, 4), (data.Train.Count, data.Test.Count));
        Assert.Equal(["cat", "dog"], data.Test.ClassNames);
        Assert.Equal([At("data/train-*.parquet"), At("data/validation-*.parquet")], ImageFolders.PartsAt(_folder.Path));
        foreach (var batch in new BatchLoader(data.Train.Samples(data.Preprocessing, augmentation: null), new BatchPlan { BatchSize = 4, Shuffle = true, Workers = 2 }).ReadEpoch(epoch: 0))
        {
            batch.Dispose();
        }
    }

    [Fact]
    public void Pictures_are_checked_measured_and_packed_like_those_of_folders()
    {
        ParquetFile.Write(At("a.parquet"), [.. Photos(0, 7), (Photographs.Jpeg(30, 20, 1)[..^30], 1), (null, 0)], PerGroup, ParquetFile.Features("cat", "dog"));

        var report = DatasetCheck.Run(_folder.Path, new InspectionPlan { Workers = 2 });
        var items = ImageParts.Open(_folder.Path);

        Assert.Equal((9, 7), (report.Pictures, report.Good));
        Assert.Equal([$"{At("a.parquet")}: row 7", $"{At("a.parquet")}: row 8"], report.Problems.Select(problem => problem.Where));
        Assert.Equal((7, 2), (Measured().Measured, Measured().Damaged));
        Assert.Contains("row 8", Assert.Throws<DatasetException>(() => ShardPacker.Pack(items, At("shards"), new PackPlan(), stop: TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        StatisticsReport Measured() => DatasetStatistics.Run(items, sample: null, new InspectionPlan { Workers = 2 });
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_a_problem_and_the_others_are_checked()
    {
        ParquetFile.Write(At("a.parquet"), Photos(0, 3), PerGroup);
        File.WriteAllText(At("b.parquet"), "no table");
        ParquetFile.Write(At("c.parquet"), Photos(0, 2), PerGroup);

        var report = DatasetCheck.Run(_folder.Path, new InspectionPlan());

        Assert.Equal((5, 5), (report.Pictures, report.Good));
        Assert.Equal(At("b.parquet"), Assert.Single(report.Problems).Where);
    }

    private static byte[][] ReadAll(ParquetItems items, int[] order)
    {
        using var reader = items.OpenReader();
        return [.. order.Select(index => reader.Read(index).ToArray())];
    }

    // What passes for pictures: different lengths, all kinds of bytes.
    private static (byte[]? Picture, long? Label)[] Rows(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(i => ((byte[]?)[.. Enumerable.Range(0, 50 + i).Select(k => (byte)((k * 7) + i))], (long?)(i % 2)))];

    private static (byte[]? Picture, long? Label)[] Photos(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(i => ((byte[]?)Photographs.Jpeg(40 + i, 30, i), (long?)(i % 2)))];

    private static void Refused(string pattern, string words) =>
        Assert.Contains(words, Assert.Throws<DatasetException>(() => ParquetItems.Open(pattern)).Message, StringComparison.Ordinal);

    private void Write(string name, params Field[] fields)
    {
        using var file = File.Create(At(name));
        WriteAsync(file, new ParquetSchema(fields)).GetAwaiter().GetResult();

        static async Task WriteAsync(Stream file, ParquetSchema schema)
        {
            await using var writer = await ParquetWriter.CreateAsync(schema, file);
        }
    }

    private string At(string name) => Path.Combine(_folder.Path, name);
}

using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Loading;
using ScaleNet.Data.Tests.Shards;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Tests.Loading;

public sealed class EncodedSamplesTests
{
    private static readonly Preprocessing Input = new(3, 16, 16, [0, 0, 0], [1, 1, 1]);

    [Fact]
    public void A_picture_is_named_only_when_it_is_bad()
    {
        var file = Photographs.Jpeg(40, 30, seed: 1);
        var items = new NamedItems(file, file[..^20]);
        using var reader = new EncodedSamples(items, Input, augmentation: null).OpenReader();
        var random = default(SampleRandom);
        var output = new float[Input.Shape.Length];

        reader.Read(0, ref random, output);
        Assert.Equal(0, items.Named);

        var problem = Assert.Throws<CorruptSampleException>(() => Read(reader, 1));
        Assert.StartsWith("file 1: cut short", problem.Message, StringComparison.Ordinal);
        Assert.Equal(1, items.Named);
    }

    [Fact]
    public void An_error_of_any_kind_names_the_file()
    {
        var file = Photographs.Jpeg(40, 30, seed: 1);
        var items = new NamedItems(file, file) { Failing = 1 };
        var loader = new BatchLoader(new EncodedSamples(items, Input, augmentation: null), new BatchPlan { BatchSize = 2 });

        var error = Assert.Throws<DatasetException>(() => loader.ReadEpoch(0).ToList());

        Assert.Contains(": file 1 could not be prepared in epoch 0, batch 0 (InvalidOperationException: torn)", error.Message, StringComparison.Ordinal);
    }

    private static void Read(ISampleReader reader, int index)
    {
        var random = default(SampleRandom);
        reader.Read(index, ref random, new float[Input.Shape.Length]);
    }

    private sealed class NamedItems(params byte[][] files) : IEncodedItems
    {
        private readonly ItemsInMemory _items = new(files);

        public int Named { get; private set; }

        public int? Failing { get; init; }

        public string Name => _items.Name;

        public IReadOnlyList<string> ClassNames => _items.ClassNames;

        public int Count => _items.Count;

        public IReadOnlyList<int> GroupSizes => _items.GroupSizes;

        public int Label(int index) => _items.Label(index);

        public string Where(int index)
        {
            Named++;
            return _items.Where(index);
        }

        public IEncodedReader OpenReader() => new Reader(_items.OpenReader(), Failing);

        private sealed class Reader(IEncodedReader reader, int? failing) : IEncodedReader
        {
            public ReadOnlySpan<byte> Read(int index) => index == failing ? throw new InvalidOperationException("torn") : reader.Read(index);

            public void Dispose() => reader.Dispose();
        }
    }
}

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

    private static void Read(ISampleReader reader, int index)
    {
        var random = default(SampleRandom);
        reader.Read(index, ref random, new float[Input.Shape.Length]);
    }

    private sealed class NamedItems(params byte[][] files) : IEncodedItems
    {
        private readonly ItemsInMemory _items = new(files);

        public int Named { get; private set; }

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

        public IEncodedReader OpenReader() => _items.OpenReader();
    }
}

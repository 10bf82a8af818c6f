using ScaleNet.Data.Datasets;

namespace ScaleNet.Data.Tests.Shards;

/// <summary>Pictures, or what passes for them, of two classes in turn.</summary>
internal sealed class ItemsInMemory(params byte[][] files) : IEncodedItems
{
    public string Name => "memory";

    public IReadOnlyList<string> ClassNames => ["cat", "dog"];

    public int Count => files.Length;

    public IReadOnlyList<int> GroupSizes => [files.Length];

    public int Label(int index) => index % 2;

    public string Where(int index) => $"file {index}";

    public IEncodedReader OpenReader() => new Reader(files);

    private sealed class Reader(byte[][] files) : IEncodedReader
    {
        public ReadOnlySpan<byte> Read(int index) => files[index];

        public void Dispose()
        {
        }
    }
}

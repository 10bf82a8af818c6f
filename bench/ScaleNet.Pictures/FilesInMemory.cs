using ScaleNet.Data.Datasets;

namespace ScaleNet.Pictures;

/// <summary>The files of a folder, read beforehand, so that no disk is measured.</summary>
internal sealed class FilesInMemory(string folder) : IEncodedItems, IEncodedReader
{
    private readonly byte[][] _files = [.. Directory.GetFiles(folder, "*.jpg").Order(StringComparer.Ordinal).Select(File.ReadAllBytes)];

    public string Name => folder;

    public IReadOnlyList<string> ClassNames { get; } = ["picture"];

    public int Count => _files.Length;

    public IReadOnlyList<int> GroupSizes => [Count];

    public int Label(int index) => 0;

    public string Where(int index) => $"{folder} {index}";

    public IEncodedReader OpenReader() => this;

    public ReadOnlySpan<byte> Read(int index) => _files[index];

    public void Dispose()
    {
    }
}

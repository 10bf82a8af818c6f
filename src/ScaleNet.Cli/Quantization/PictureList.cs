using ScaleNet.Data.Datasets;
using ScaleNet.Data.Loading;

namespace ScaleNet.Cli.Quantization;

/// <summary>Picture files of which nobody knows the classes.</summary>
/// <param name="name">Where they are.</param>
/// <param name="paths">The files.</param>
internal sealed class PictureList(string name, IReadOnlyList<string> paths) : IEncodedItems
{
    public string Name => name;

    public IReadOnlyList<string> ClassNames { get; } = ["unknown"];

    public int Count => paths.Count;

    public IReadOnlyList<int> GroupSizes { get; } = [paths.Count];

    public int Label(int index) => 0;

    public string Where(int index) => paths[index];

    public IEncodedReader OpenReader() => new Reader(paths);

    private sealed class Reader(IReadOnlyList<string> paths) : IEncodedReader
    {
        public ReadOnlySpan<byte> Read(int index)
        {
            try
            {
                return File.ReadAllBytes(paths[index]);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                throw new CorruptSampleException($"{paths[index]}: cannot be read ({problem.Message.TrimEnd('.')}). Restore the file.", problem);
            }
        }

        public void Dispose()
        {
        }
    }
}

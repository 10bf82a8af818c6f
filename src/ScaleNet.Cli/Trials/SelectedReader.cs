using ScaleNet.Data.Loading;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Cli.Trials;

/// <summary>Reads some samples by their new numbers; owns the reader of all.</summary>
internal sealed class SelectedReader(ISampleReader reader, int[] chosen) : ISampleReader
{
    public void Read(int index, ref SampleRandom random, Span<float> output) => reader.Read(chosen[index], ref random, output);

    public void Dispose() => reader.Dispose();
}

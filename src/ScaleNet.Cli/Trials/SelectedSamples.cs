using ScaleNet.Data.Images;
using ScaleNet.Data.Loading;

namespace ScaleNet.Cli.Trials;

/// <summary>Some samples of a source.</summary>
internal sealed class SelectedSamples(ISampleSource samples, int[] chosen) : ISampleSource
{
    public string Name => samples.Name;

    public int Count => chosen.Length;

    public ImageShape Shape => samples.Shape;

    public IReadOnlyList<int> GroupSizes { get; } = [chosen.Length];

    public int Label(int index) => samples.Label(chosen[index]);

    public string Where(int index) => samples.Where(chosen[index]);

    public ISampleReader OpenReader() => new SelectedReader(samples.OpenReader(), chosen);
}

using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Loading;

/// <summary>Prepares samples for one thread, and keeps its memory from one to the next.</summary>
public interface ISampleReader : IDisposable
{
    /// <summary>Writes one sample.</summary>
    /// <param name="index">Which sample.</param>
    /// <param name="random">The sample's own stream; the only source of chance.</param>
    /// <param name="output">Where the C,H,W values go; every one is written.</param>
    /// <exception cref="CorruptSampleException">The stored sample is no whole picture.</exception>
    void Read(int index, ref SampleRandom random, Span<float> output);
}

using ScaleNet.Data.Images;

namespace ScaleNet.Data.Loading;

/// <summary>Labelled samples that can be prepared one by one, in any order, by several threads at once.</summary>
public interface ISampleSource
{
    /// <summary>For messages.</summary>
    string Name { get; }

    /// <summary>Number of samples.</summary>
    int Count { get; }

    /// <summary>Shape of each prepared sample.</summary>
    ImageShape Shape { get; }

    /// <summary>
    /// Sizes of the runs of neighbouring samples that are best read together: shards. A random order visits the groups in random
    /// order and, within a group, its samples in random order. Their sum is <see cref="Count"/>.
    /// </summary>
    IReadOnlyList<int> GroupSizes { get; }

    /// <summary>Class index of one sample.</summary>
    int Label(int index);

    /// <summary>What to call one sample in messages: its file, where it has one.</summary>
    string Where(int index) => FormattableString.Invariant($"sample {index}");

    /// <summary>The tool of one thread; the caller owns it.</summary>
    ISampleReader OpenReader();
}

using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Weights;

/// <summary>Weights of a network under the network's own keys, whoever saved them.</summary>
/// <remarks>
/// Loading stays strict. Only where a file does not have exactly the network's keys are the maps of its family tried, and they
/// count only if every key and every shape fits after them; else the error is that of the file as it is.
/// </remarks>
/// <param name="File">The tensors.</param>
/// <param name="Notes">What was done to the keys, a line each; empty if nothing.</param>
public sealed record PublishedWeights(WeightFile File, IReadOnlyList<string> Notes)
{
    /// <summary>Reads a weight file of any known format for a network.</summary>
    /// <exception cref="CheckpointException">The file cannot be read, or is not of this network; lists all keys that are wrong.</exception>
    public static PublishedWeights Read(string path, NetworkSpec spec) => Fit(WeightReader.Read(path), spec, path);

    /// <summary>Brings tensors under a network's keys.</summary>
    /// <param name="file">What was read.</param>
    /// <param name="spec">The network.</param>
    /// <param name="source">What to call the file in errors.</param>
    /// <exception cref="CheckpointException">The tensors are not of this network; lists all keys that are wrong.</exception>
    public static PublishedWeights Fit(WeightFile file, NetworkSpec spec, string source)
    {
        var expected = StateDictionary.Describe(spec.Lower()).Select(entry => (entry.Key, entry.Shape)).ToList();
        return Mapped(file, spec, expected) ?? Unchanged(file, source, expected);
    }

    private static PublishedWeights? Mapped(WeightFile file, NetworkSpec spec, List<(string, ImmutableArray<long>)> expected)
    {
        var notes = new List<string>();
        foreach (var map in MapsOf(spec))
        {
            if (map.Apply(file) is { } mapped)
            {
                file = mapped;
                notes.Add(map.Note);
            }
        }

        return notes.Count > 0 && StrictKeys.Fits(expected, file) ? new PublishedWeights(file, notes) : null;
    }

    private static PublishedWeights Unchanged(WeightFile file, string source, List<(string, ImmutableArray<long>)> expected)
    {
        StrictKeys.Require(source, expected, file);
        return new PublishedWeights(file, []);
    }

    private static IEnumerable<KeyMap> MapsOf(NetworkSpec spec) => spec switch
    {
        DenseNetSpec => [ParallelKeys.Map, DenseNetKeys.Map],
        GoogLeNetSpec => [ParallelKeys.Map, GoogLeNetKeys.Map],
        _ => [ParallelKeys.Map],
    };
}

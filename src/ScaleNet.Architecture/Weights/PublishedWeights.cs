using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Specs.Detection;

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
    public static PublishedWeights Fit(WeightFile file, NetworkSpec spec, string source) =>
        Fit(file, Expected([spec.Lower()]), MapsOf(spec), source);

    /// <summary>Reads a weight file of any known format for a detector.</summary>
    /// <exception cref="CheckpointException">The file cannot be read, or is not of this detector; lists all keys that are wrong.</exception>
    public static PublishedWeights Read(string path, FasterRcnnSpec spec) => Fit(WeightReader.Read(path), spec, path);

    /// <summary>Brings tensors under a detector's keys.</summary>
    /// <param name="file">What was read.</param>
    /// <param name="spec">The detector.</param>
    /// <param name="source">What to call the file in errors.</param>
    /// <exception cref="CheckpointException">The tensors are not of this detector; lists all keys that are wrong.</exception>
    public static PublishedWeights Fit(WeightFile file, FasterRcnnSpec spec, string source) =>
        Fit(file, Expected(spec.Lower().Parts), [ParallelKeys.Map, FasterRcnnKeys.Map], source);

    /// <summary>Brings tensors under expected keys, by maps that count only if everything fits after them.</summary>
    internal static PublishedWeights Fit(
        WeightFile file, List<(string, ImmutableArray<long>)> expected, IEnumerable<KeyMap> maps, string source) =>
        Mapped(file, maps, expected) ?? Unchanged(file, source, expected);

    /// <summary>The maps of a family of networks.</summary>
    internal static IEnumerable<KeyMap> MapsOf(NetworkSpec spec) => spec switch
    {
        DenseNetSpec => [ParallelKeys.Map, DenseNetKeys.Map],
        GoogLeNetSpec => [ParallelKeys.Map, GoogLeNetKeys.Map],
        _ => [ParallelKeys.Map],
    };

    private static List<(string, ImmutableArray<long>)> Expected(IEnumerable<Graph> graphs) =>
        [.. graphs.SelectMany(graph => StateDictionary.Describe(graph)).Select(entry => (entry.Key, entry.Shape))];

    private static PublishedWeights? Mapped(
        WeightFile file, IEnumerable<KeyMap> maps, List<(string, ImmutableArray<long>)> expected)
    {
        var notes = new List<string>();
        foreach (var map in maps)
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
}

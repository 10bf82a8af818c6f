using System.Collections.Immutable;

namespace ScaleNet.Architecture.Weights;

/// <summary>Compares the keys and shapes that a network needs with those that a file has.</summary>
public static class StrictKeys
{
    private const string BatchCounter = "num_batches_tracked";
    private const int Listed = 10;

    /// <summary>Requires exactly the expected keys, each with exactly the expected shape; order is free.</summary>
    /// <remarks>
    /// PyTorch before 0.4.1 had no <c>num_batches_tracked</c>: a file with none of them may lack all of them. A file
    /// that has some must have all.
    /// </remarks>
    /// <param name="source">What the message calls the file.</param>
    /// <param name="expected">Keys and shapes of the network.</param>
    /// <param name="found">What was read.</param>
    /// <exception cref="CheckpointException">Lists all missing, unexpected and mis-shaped keys.</exception>
    public static void Require(
        string source, IReadOnlyList<(string Key, ImmutableArray<long> Shape)> expected, WeightFile found)
    {
        var (missing, unexpected, misshaped) = Compare(expected, found);
        if (missing.Count + misshaped.Count + unexpected.Count > 0)
        {
            throw new CheckpointException($"{source}: the weights are not those of this network "
                + $"({Part("missing", missing)}; {Part("unexpected", unexpected)}; {Part("mis-shaped", misshaped)}). "
                + "Use the network that the file was saved from.");
        }
    }

    /// <summary>Whether <see cref="Require"/> would accept the file.</summary>
    internal static bool Fits(IReadOnlyList<(string Key, ImmutableArray<long> Shape)> expected, WeightFile found) =>
        Compare(expected, found) is ([], [], []);

    private static (List<string> Missing, List<string> Unexpected, List<string> Misshaped) Compare(
        IReadOnlyList<(string Key, ImmutableArray<long> Shape)> expected, WeightFile found)
    {
        var hasCounters = found.Tensors.Keys.Any(IsBatchCounter);
        var expectedKeys = expected.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        List<string> missing = [], misshaped = [];
        foreach (var (key, shape) in expected)
        {
            if (!found.Tensors.TryGetValue(key, out var tensor))
            {
                if (hasCounters || !IsBatchCounter(key))
                {
                    missing.Add(Quoted.Bare(key));
                }
            }
            else if (!tensor.Shape.SequenceEqual(shape))
            {
                misshaped.Add(
                    $"{Quoted.Bare(key)} got {TensorShape.Text(tensor.Shape)}, expected {TensorShape.Text(shape)}");
            }
        }

        var unexpected = found.Tensors.Keys.Where(key => !expectedKeys.Contains(key)).Select(Quoted.Bare).ToList();
        return (missing, unexpected, misshaped);
    }

    private static bool IsBatchCounter(string key) => key.Split('.')[^1] == BatchCounter;

    private static string Part(string kind, List<string> entries)
    {
        if (entries.Count == 0)
        {
            return $"0 {kind}";
        }

        var more = entries.Count > Listed ? $" and {entries.Count - Listed} more" : "";
        return $"{entries.Count} {kind}: {string.Join(", ", entries.Take(Listed))}{more}";
    }
}

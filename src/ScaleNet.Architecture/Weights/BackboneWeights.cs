using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Zoo.Detection;

namespace ScaleNet.Architecture.Weights;

/// <summary>A classifier's weight file as the weights of a detector's backbone.</summary>
/// <remarks>
/// Strict for all of the network but its classifier, whose keys are left out by name, whatever their shapes are. A file without them
/// is taken as well.
/// </remarks>
public static class BackboneWeights
{
    /// <summary>The backbone's tensors under the detector's keys; those of the detector's own layers are not among them.</summary>
    /// <param name="file">What was read.</param>
    /// <param name="spec">The detector.</param>
    /// <param name="source">What to call the file in errors.</param>
    /// <exception cref="CheckpointException">The tensors are not of this backbone; lists all keys that are wrong.</exception>
    public static PublishedWeights Fit(WeightFile file, FasterRcnnSpec spec, string source)
    {
        var backbone = spec.Backbone.Lower();
        var prefixes = FasterRcnnLowering.BackbonePrefixes(backbone, spec.Head);
        var entries = StateDictionary.Describe(backbone).ToLookup(entry => prefixes.ContainsKey(entry.Node.Index));
        var classifier = entries[false].Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        var without = new KeyMap(
            $"the classifier of the file ({string.Join(", ", entries[false].Select(entry => entry.Node.Path).Distinct())}) was left out",
            key => classifier.Contains(WithoutPrefix(key)) ? null : key);
        var shortened = without.Apply(file);
        var fitted = PublishedWeights.Fit(
            shortened ?? file,
            [.. entries[true].Select(entry => (entry.Key, entry.Shape))],
            PublishedWeights.MapsOf(spec.Backbone),
            source);
        var names = entries[true].ToDictionary(entry => entry.Key, entry => prefixes[entry.Node.Index] + entry.Key);
        var tensors = fitted.File.Tensors.Select(tensor => KeyValuePair.Create(names[tensor.Key], tensor.Value));
        return new PublishedWeights(
            new WeightFile(tensors, file.Metadata), shortened is null ? fitted.Notes : [without.Note, .. fitted.Notes]);
    }

    private static string WithoutPrefix(string key) =>
        key.StartsWith(ParallelKeys.Prefix, StringComparison.Ordinal) ? key[ParallelKeys.Prefix.Length..] : key;
}

using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Zoo.Detection;

/// <summary>Names the nodes of a detector's network that stay as they are while the rest is trained on boxes.</summary>
public static class FrozenNodes
{
    /// <summary>All batch norms; a box head's are those of the backbone's last stage.</summary>
    public static ImmutableHashSet<int> BatchNorms(Graph part) =>
        [.. part.Nodes.Where(node => node.Op is BatchNormOp).Select(node => node.Index)];

    /// <summary>All that learns in the backbone's stem and its first stages.</summary>
    /// <param name="part">A network of <see cref="FasterRcnnGraphs"/>.</param>
    /// <param name="stages">How many stages besides the stem.</param>
    public static ImmutableHashSet<int> StemAndStages(Graph part, int stages)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stages);
        return [.. part.Nodes.Where(node => !node.Op.State.IsEmpty && IsEarly(node.Part, stages)).Select(node => node.Index)];
    }

    private static bool IsEarly(string part, int stages) => part == "stem"
        || Enumerable.Range(1, stages).Any(stage => part == $"layer{stage}" || part.StartsWith($"layer{stage}.", StringComparison.Ordinal));
}

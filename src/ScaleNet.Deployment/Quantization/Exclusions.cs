using Onnx;

namespace ScaleNet.Deployment.Quantization;

/// <summary>Finds the operators that the user wants in float32.</summary>
internal static class Exclusions
{
    private const char AnyEnd = '*';
    private const int Shown = 10;

    /// <summary>The first outputs of the operators of these names.</summary>
    /// <exception cref="QuantizationException">There is none of such a name.</exception>
    public static HashSet<string> Find(FloatModel model, IEnumerable<string> names)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var nodes = model.Nodes.Where(node => Fits(node, name)).Select(node => node.Output[0]).ToList();
            if (nodes.Count == 0)
            {
                throw new QuantizationException(
                    $"{model.Source}: no operator is called '{name}' (got {model.Nodes.Count} operators: "
                    + $"{string.Join(", ", model.Nodes.Take(Shown).Select(NameOf))}, ...). Give one of these, or the beginning of some with * behind it.");
            }

            found.UnionWith(nodes);
        }

        return found;
    }

    /// <summary>What an operator is called: its name, or that of its value where it has none.</summary>
    public static string NameOf(NodeProto node) => node.Name.Length > 0 ? node.Name : node.Output[0];

    private static bool Fits(NodeProto node, string name) => name.EndsWith(AnyEnd)
        ? NameOf(node).StartsWith(name[..^1], StringComparison.Ordinal)
        : NameOf(node) == name || node.Output[0] == name;
}

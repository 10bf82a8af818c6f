using System.Globalization;
using System.Text;
using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Cost;

/// <summary>A network as a stable table of text: what tests compare, <c>info</c> prints and a debugger wants.</summary>
public static class GraphText
{
    private const int NumberWidth = 14;

    /// <summary>One line a node: path, operation, inputs, shape, MACs, parameters; then the totals.</summary>
    /// <exception cref="GraphException">The network cannot take this size; the message names the node.</exception>
    public static string ToText(this Graph graph, int height, int width)
    {
        var cost = CostModel.Measure(graph, height, width);
        var rows = cost.Nodes.Select(node => Row(graph, node)).ToList();
        var widths = Enumerable.Range(0, 4).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{graph.Name}, input {graph.InputChannels}x{height}x{width}\n");
        foreach (var row in rows)
        {
            for (var column = 0; column < widths.Length; column++)
            {
                text.Append(row[column].PadRight(widths[column] + 2));
            }

            text.Append(row[4].PadLeft(NumberWidth)).Append(row[5].PadLeft(NumberWidth)).Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"total {cost.Macs} MACs, {cost.Parameters} parameters\n");
        return text.ToString();
    }

    private static string[] Row(Graph graph, NodeCost cost)
    {
        var node = cost.Node;
        return
        [
            node.Path,
            $"{node.Op.Name} {node.Op.Describe()}".TrimEnd(),
            string.Join(' ', node.Inputs.Select(input => graph.Nodes[input].Path)),
            cost.Output.ToString(),
            cost.Macs.ToString(CultureInfo.InvariantCulture),
            cost.Parameters.ToString(CultureInfo.InvariantCulture),
        ];
    }
}

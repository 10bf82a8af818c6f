using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Cli.Output;

/// <summary>A network and its cost as lines for a person.</summary>
internal static class NetworkText
{
    private const int BytesPerParameter = sizeof(float);

    /// <summary>Writes the network.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="spec">The network.</param>
    /// <param name="cost">Its cost at the size asked for.</param>
    /// <param name="nodes">The table of all operations, to stand in place of the table of parts; null for that one.</param>
    public static void Write(TextWriter output, NetworkSpec spec, CostReport cost, string? nodes)
    {
        output.WriteLine(FormattableString.Invariant(
            $"{spec.Name}, {spec.Classes} classes, input {spec.InputChannels}x{cost.Height}x{cost.Width}, spec {SpecJson.Hash(spec)}"));
        output.WriteLine();
        if (nodes is null)
        {
            WriteParts(output, cost);
        }
        else
        {
            output.Write(nodes);
        }

        output.WriteLine();
        output.WriteLine($"parameters         {Numbers.Count(cost.Parameters)} ({Numbers.Bytes(cost.Parameters * BytesPerParameter)} in float32)");
        output.WriteLine($"MACs               {Numbers.Count(cost.Macs)} ({Numbers.Macs(cost.Macs)}) per image");
        output.WriteLine($"maps in training   {Numbers.Bytes(cost.ActivationBytes)} per image");
        output.WriteLine($"maps in inference  {Numbers.Bytes(cost.PeakActivationBytes)} per image at most at once");
        if (spec is ScaleNetSpec scaleNet)
        {
            output.WriteLine();
            output.WriteLine("neurons per scale");
            NeuronTable.Write(output, scaleNet);
        }
    }

    private static void WriteParts(TextWriter output, CostReport cost)
    {
        var table = new TextTable(
            new("part", IsNumber: false), new("output", IsNumber: false), new("parameters"), new("MACs"), new("maps"));
        var outputs = cost.Nodes.GroupBy(node => node.Node.Part).ToDictionary(part => part.Key, part => part.Last().Output);
        foreach (var part in cost.Parts())
        {
            table.Add(
                part.Part, outputs[part.Part].ToString(), Numbers.Count(part.Parameters), Numbers.Macs(part.Macs),
                Numbers.Bytes(part.ActivationBytes));
        }

        table.Write(output);
    }
}

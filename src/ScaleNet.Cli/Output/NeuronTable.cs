using System.Globalization;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Cli.Output;

/// <summary>The neurons of each block by scale, with their shares.</summary>
internal static class NeuronTable
{
    public static void Write(TextWriter output, ScaleNetSpec spec)
    {
        var columns = new List<TextColumn> { new("block", IsNumber: false) };
        columns.AddRange(spec.Scales.Select(scale => new TextColumn(string.Create(CultureInfo.InvariantCulture, $"scale {scale}"))));
        columns.Add(new TextColumn("total"));
        var table = new TextTable([.. columns]);
        for (var stage = 0; stage < spec.Stages.Length; stage++)
        {
            for (var block = 0; block < spec.Stages[stage].Blocks.Length; block++)
            {
                AddRow(table, string.Create(CultureInfo.InvariantCulture, $"layer{stage + 1}.{block}"), [.. spec.Stages[stage].Blocks[block]]);
            }
        }

        AddRow(table, "all", [.. Enumerable.Range(0, spec.Scales.Length).Select(scale => spec.Blocks.Sum(block => block[scale]))]);
        table.Write(output);
    }

    private static void AddRow(TextTable table, string name, int[] counts)
    {
        var total = counts.Sum();
        table.Add([
            name,
            .. counts.Select(count => $"{Numbers.Count(count)} ({Numbers.Percent((double)count / total, digits: 0)})"),
            Numbers.Count(total),
        ]);
    }
}

using ScaleNet.Architecture.Specs;
using ScaleNet.Cli.Output;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Cli.Quickstart;

/// <summary>What the quickstart found: a line a network.</summary>
internal static class QuickstartResults
{
    /// <summary>The networks in the order of the comparison.</summary>
    public static IReadOnlyList<Line> Read(string folder) =>
    [
        .. ComparisonInfo.Read(folder).Rows.Select(row => ReadLine(row, Path.Combine(folder, row.RunFolder))),
    ];

    /// <summary>Writes the table, the note and the learned allocation.</summary>
    public static void Write(TextWriter output, string folder, IReadOnlyList<Line> lines)
    {
        var comparison = ComparisonInfo.Read(folder);
        var table = new TextTable(
            new("network", IsNumber: false), new("role", IsNumber: false), new("top-1 error"), new("MACs"), new("of budget"),
            new("parameters"), new("time"));
        foreach (var line in lines)
        {
            table.Add(
                line.Network, line.Role, Numbers.Percent(line.Top1Error), Numbers.Macs(line.Macs),
                Numbers.Percent((double)line.Macs / comparison.BudgetMacs, digits: 1), Numbers.Count(line.Parameters),
                Numbers.Duration(TimeSpan.FromSeconds(line.Seconds)));
        }

        table.Write(output);
        output.WriteLine();
        output.WriteLine(comparison.Note);
        output.WriteLine();
        output.WriteLine("neurons per scale, learned allocation");
        var learned = Path.Combine(folder, QuickstartRole.Learned);
        NeuronTable.Write(output, (ScaleNetSpec)SpecFile.Load(learned, new StructureOptions()));
    }

    private static Line ReadLine(ComparisonRow row, string runFolder)
    {
        var info = RunInfo.Read(runFolder);
        var last = MetricsLog.Read(runFolder).LastOrDefault(epoch => epoch.ValidationTop1 is not null);
        return new Line(
            info.Network, row.Role, 1 - last?.ValidationTop1, info.Macs, info.Parameters, info.ElapsedSeconds, row.RunFolder);
    }

    /// <summary>One network.</summary>
    internal sealed record Line(
        string Network, string Role, double? Top1Error, long Macs, long Parameters, double Seconds, string RunFolder);
}

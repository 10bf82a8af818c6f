using System.Globalization;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Cli.Output;

/// <summary>A sweep as lines for a person.</summary>
internal static class SweepText
{
    public static void Write(TextWriter output, SweepInfo sweep, IStructureCost cost)
    {
        var hasTimes = sweep.Points.Any(point => point.MeasuredCost is not null);
        output.WriteLine($"policy  {sweep.Policy}");
        output.WriteLine($"costs   in {cost.Unit}, the largest structure within each budget");
        output.WriteLine();
        var columns = new List<TextColumn> { new("run", IsNumber: false), new("budget"), new("reached"), new("one more") };
        if (hasTimes)
        {
            columns.Add(new TextColumn("measured"));
        }

        columns.AddRange([new("MACs"), new("parameters")]);
        columns.AddRange(sweep.Scales.Select(scale => new TextColumn(string.Create(CultureInfo.InvariantCulture, $"scale {scale}"))));
        var table = new TextTable([.. columns]);
        foreach (var point in sweep.Points)
        {
            table.Add([
                point.RunFolder,
                cost.Text(point.Budget),
                cost.Text(point.CostReached),
                TextOf(point.NextCost, cost),
                .. hasTimes ? [TextOf(point.MeasuredCost, cost)] : Array.Empty<string>(),
                Numbers.Macs(point.Macs),
                Numbers.Count(point.Parameters),
                .. point.Shares().Select(share => Numbers.Percent(share, digits: 1)),
            ]);
        }

        table.Write(output);
    }

    private static string TextOf(long? amount, IStructureCost cost) => amount is { } value ? cost.Text(value) : Numbers.None;
}

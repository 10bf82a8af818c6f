using System.Globalization;
using System.Text.Json;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Cli.CommandLine;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Reports;

namespace ScaleNet.Cli.Steps;

/// <summary>The structures of many budgets: a run folder for each inside the sweep's, and what they have in common beside them.</summary>
/// <param name="step">The open seed.</param>
/// <param name="folder">The sweep's folder.</param>
/// <param name="name">Its name.</param>
internal sealed class SweepStep(AllocationStep step, string folder, string name)
{
    /// <summary>Whether a folder holds a sweep.</summary>
    public static bool IsIn(string folder) => File.Exists(RunLayout.PathOf(folder, RunLayout.SweepFile));

    /// <summary>Removes the structures of a sweep that is to be replaced.</summary>
    /// <exception cref="RunFolderException">A run of another kind is in the way.</exception>
    public static void Remove(string folder)
    {
        var runs = SweepInfo.Read(folder).Points.Select(point => Path.Combine(folder, point.RunFolder)).Where(Directory.Exists).ToList();
        if (runs.FirstOrDefault(run => RunInfo.Read(run).Kind != RunKind.Allocation) is { } other)
        {
            throw new RunFolderException($"{other}: holds a run that is no allocation, which --overwrite does not replace. Choose another --name.");
        }

        runs.ForEach(run => Directory.Delete(run, recursive: true));
    }

    /// <summary>Allocates and writes everything.</summary>
    /// <param name="policy">How channels are chosen.</param>
    /// <param name="choices">The budgets, of one cost.</param>
    /// <param name="confirm">Measures a network where the budget is a time.</param>
    /// <param name="inherits">Whether the seed's weights go along.</param>
    /// <param name="context">Log and clock.</param>
    public SweepInfo Run(
        IAllocationPolicy policy,
        IReadOnlyList<BudgetChoice> choices,
        Func<NeuronAllocation, LatencyRecord?> confirm,
        bool inherits,
        CommandContext context)
    {
        var allocations = step.Sweep(policy, [.. choices.Select(choice => choice.Budget)], index => $"{name} {Number(index, choices.Count)}");
        var weights = allocations.Select(allocation => inherits ? step.Inherit(allocation) : null).ToList();
        var times = allocations.Select(confirm).ToList();
        if (IsIn(folder))
        {
            Remove(folder);
        }

        var points = new List<SweepPoint>();
        for (var i = 0; i < allocations.Count; i++)
        {
            var number = Number(i, choices.Count);
            var run = Path.Combine(folder, number);
            var record = step.Record(allocations[i], choices[i], run) with
            {
                Latency = times[i],
                InheritedWeights = inherits ? AllocationRecord.InheritedFile : null,
            };
            step.WriteRun(run, $"{name}-{number}", allocations[i], record, weights[i], context.Clock);
            points.Add(PointOf(number, record));
        }

        var kind = choices[0].Budget.Kind;
        var sweep = new SweepInfo(
            $"{name}: structures for {choices.Count} budgets",
            policy.Settings is { } settings ? $"{policy.Name} ({settings})" : policy.Name,
            JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()),
            kind switch { CostKind.Latency => "ns", _ => choices[0].Budget.Cost.Unit },
            SeedReference.From(folder, step.SeedFolder, step.Seed, 0).RelativeFolder,
            step.Seed.Scales,
            points);
        sweep.Write(folder);
        SweepReport.Write(folder);
        return sweep;
    }

    private static string Number(int index, int count)
    {
        var digits = count.ToString(CultureInfo.InvariantCulture).Length;
        return (index + 1).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    private static SweepPoint PointOf(string number, AllocationRecord record) => new(
        number,
        record.Budget,
        record.CostReached,
        record.NextCost,
        record.Latency is { } time ? LatencyCost.FromMilliseconds(time.MeasuredMilliseconds) : null,
        record.Macs,
        record.Parameters,
        record.Ratio,
        [.. record.Neurons]);
}

using ScaleNet.Architecture.Allocation;
using ScaleNet.Cli.Steps;

namespace ScaleNet.Cli.Output;

/// <summary>An allocation as lines for a person.</summary>
internal static class AllocationText
{
    private const int GapDigits = 3;
    private const int TimeDigits = 3;

    public static void Write(TextWriter output, AllocationRecord record, NeuronAllocation allocation)
    {
        var cost = allocation.Budget.Cost;
        var settings = record.PolicySettings is { } told ? $" ({told})" : "";
        output.WriteLine($"policy      {record.Policy}{settings}, ratio {Numbers.Fixed(record.Ratio, 4)}");
        output.WriteLine($"budget      {cost.Text(record.Budget)} {cost.Unit} ({record.BudgetOrigin})");
        output.WriteLine($"reached     {cost.Text(record.CostReached)} {cost.Unit}, {Numbers.Percent(record.Gap, GapDigits)} below the budget");
        output.WriteLine(record.NextCost is { } next
            ? $"one more    {cost.Text(next)} {cost.Unit}, the next larger structure"
            : "one more    there is no larger structure");
        if (record.Latency is { } time)
        {
            output.WriteLine(
                $"measured    {Numbers.Fixed(time.MeasuredMilliseconds, TimeDigits)} ms, {Numbers.Percent(time.Deviation, digits: 1)} off the prediction ({time.Machine})");
        }

        output.WriteLine($"parameters  {Numbers.Count(record.Parameters)}");
        output.WriteLine($"MACs        {Numbers.Count(record.Macs)} ({Numbers.Macs(record.Macs)}) per image");
        output.WriteLine();
        output.WriteLine("neurons per scale");
        NeuronTable.Write(output, allocation.Spec);
    }
}

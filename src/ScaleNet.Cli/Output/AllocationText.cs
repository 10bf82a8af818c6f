using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;
using ScaleNet.Cli.Steps;

namespace ScaleNet.Cli.Output;

/// <summary>An allocation as lines for a person.</summary>
internal static class AllocationText
{
    private const int GapDigits = 3;

    public static void Write(TextWriter output, AllocationRecord record, ScaleNetSpec spec)
    {
        var unit = record.BudgetKind == CostKind.Macs ? "MACs" : "parameters";
        output.WriteLine($"policy      {record.Policy}, ratio {Numbers.Fixed(record.Ratio, 4)}");
        output.WriteLine($"budget      {Numbers.Count(record.Budget)} {unit} ({record.BudgetOrigin})");
        output.WriteLine($"reached     {Numbers.Count(record.CostReached)} {unit}, {Numbers.Percent(record.Gap, GapDigits)} below the budget");
        output.WriteLine($"parameters  {Numbers.Count(record.Parameters)}");
        output.WriteLine($"MACs        {Numbers.Count(record.Macs)} ({Numbers.Macs(record.Macs)}) per image");
        output.WriteLine();
        output.WriteLine("neurons per scale");
        NeuronTable.Write(output, spec);
    }
}

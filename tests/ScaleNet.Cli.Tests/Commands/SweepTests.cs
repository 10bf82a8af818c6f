using System.CommandLine;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Cli.Commands;

namespace ScaleNet.Cli.Tests.Commands;

public sealed class SweepTests
{
    [Theory]
    [InlineData("8M,12M,10.5M", CostKind.Macs, 8_000_000, 10_500_000, 12_000_000)]
    [InlineData("5k,5000", CostKind.Parameters, 5000)]
    [InlineData("5M:20M:4", CostKind.Macs, 5_000_000, 10_000_000, 15_000_000, 20_000_000)]
    [InlineData("1:2:2", CostKind.Latency, 1_000_000, 2_000_000)]
    [InlineData("0.5,0.25", CostKind.Latency, 250_000, 500_000)]
    public void Budgets_are_listed_or_spaced_evenly_and_come_rising(string text, CostKind kind, params int[] amounts)
    {
        var option = new Option<Sweep>("--sweep") { CustomParser = Sweep.Parse };
        var command = new RootCommand();
        command.Options.Add(option);

        var sweep = command.Parse(["--sweep", text]).GetRequiredValue(option);

        Assert.Equal(amounts.Select(amount => (long)amount), sweep.Amounts(kind));
    }
}

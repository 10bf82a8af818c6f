namespace ScaleNet.EndToEnd;

/// <summary>What the quickstart promises; how long it takes is measured in docs/benchmarks.md.</summary>
public sealed class QuickstartTests
{
    [Fact]
    [Trait("Tier", "slow")]
    public void Every_network_has_learned_something_and_keeps_the_budget()
    {
        using var folder = new WorkFolder();

        var result = folder.Run("quickstart --epochs 3 --json").Succeeded().Json;

        var budget = result.GetProperty("budgetMacs").GetInt64();
        foreach (var network in result.GetProperty("networks").EnumerateArray())
        {
            Assert.InRange(network.GetProperty("top1Error").GetDouble(), 0, 0.3);
            Assert.True(network.GetProperty("role").GetString() == "seed" || network.GetProperty("macs").GetInt64() <= budget);
        }
    }
}

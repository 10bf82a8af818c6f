using System.Diagnostics;

namespace ScaleNet.EndToEnd;

/// <summary>What the quickstart promises.</summary>
public sealed class QuickstartTests
{
    private static readonly TimeSpan Promise = TimeSpan.FromMinutes(5);

    [Fact]
    [Trait("Tier", "slow")]
    public void Is_over_in_five_minutes_and_has_learned_something()
    {
        using var folder = new WorkFolder();
        var clock = Stopwatch.StartNew();

        var result = folder.Run("quickstart --json").Succeeded().Json;

        Assert.True(clock.Elapsed < Promise, $"It took {clock.Elapsed}.");
        var budget = result.GetProperty("budgetMacs").GetInt64();
        foreach (var network in result.GetProperty("networks").EnumerateArray())
        {
            Assert.InRange(network.GetProperty("top1Error").GetDouble(), 0, 0.3);
            Assert.True(network.GetProperty("role").GetString() == "seed" || network.GetProperty("macs").GetInt64() <= budget);
        }
    }
}

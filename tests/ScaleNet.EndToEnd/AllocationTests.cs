using System.Text.Json;
using System.Text.Json.Nodes;

namespace ScaleNet.EndToEnd;

/// <summary>Allocations of a trained seed by every policy, for many budgets, by measured time, and with inherited weights.</summary>
public sealed class AllocationTests(TrainedSeed seed)
{
    [Fact]
    [Trait("Tier", "slow")]
    public void Every_policy_meets_the_budget_and_says_what_one_step_more_costs()
    {
        using var folder = seed.Copy();

        Assert.All((string[])["per-block", "global", "per-cost", "even", "random", "morphnet"], policy =>
        {
            var record = folder.Run($"allocate runs/seed1 --name {policy} --policy {policy} --macs 900k --json").Succeeded().Json;

            Assert.Equal(policy, record.GetProperty("policy").GetString());
            Assert.InRange(record.GetProperty("costReached").GetInt64(), 700_000, 900_000);
            Assert.True(record.GetProperty("nextCost").GetInt64() > 900_000);
        });
        var other = folder.Run("allocate runs/seed1 --name drawn --policy random --draw 2 --macs 900k").Succeeded();
        Assert.Contains("policy      random (draw 2)", other.Output, StringComparison.Ordinal);
        Assert.Contains("one more    ", other.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void A_sweep_writes_a_run_for_each_budget_with_a_plot_and_a_page()
    {
        using var folder = seed.Copy();

        var sweep = folder.Run("allocate runs/seed1 --name many --sweep 500k:1.1M:3 --json").Succeeded().Json;

        var points = sweep.GetProperty("points").EnumerateArray().ToList();
        Assert.Equal([500_000, 800_000, 1_100_000], points.Select(point => point.GetProperty("budget").GetInt64()));
        Assert.All(points, point => Assert.Equal(
            point.GetProperty("costReached").GetInt64(),
            folder.Run($"info runs/many/{point.GetProperty("runFolder").GetString()} --json").Succeeded().Json.GetProperty("macs").GetInt64()));
        Assert.StartsWith("<svg", File.ReadAllText(folder.At("runs", "many", "shares.svg")), StringComparison.Ordinal);
        Assert.Contains("1,100,000", File.ReadAllText(folder.At("runs", "many", "report.html")), StringComparison.Ordinal);

        folder.Run("allocate runs/seed1 --name many --sweep 500k,600k").FailedWith(2, "many: exists already", "--overwrite");
        folder.Run("allocate runs/seed1 --name many --overwrite").FailedWith(2, "no sweep by a single allocation");
        folder.Run("allocate runs/seed1 --name many --sweep 500k,600k --overwrite").Succeeded();
        Assert.False(Directory.Exists(folder.At("runs", "many", "3")));
        folder.Run("report runs/many").Succeeded();
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void Inherited_weights_are_what_the_seed_computes_and_where_a_training_starts()
    {
        using var folder = seed.Copy();
        var whole = folder.Run("info runs/seed1 --json").Succeeded().Json.GetProperty("macs").GetInt64();

        folder.Run($"allocate runs/seed1 --name all --macs {whole} --inherit").Succeeded();
        var expected = Loss("evaluate runs/seed1");
        Assert.Equal(expected, Loss("evaluate --checkpoint runs/all/inherited.safetensors --model runs/all"), 1e-6);

        var said = folder.Run("allocate runs/seed1 --name half --macs 700k --inherit").Succeeded().Log;
        Assert.Contains("scalenet train --model runs/half --init runs/half/inherited.safetensors --name NAME", said, StringComparison.Ordinal);
        var started = folder.Run($"train --model runs/half --init runs/half/inherited.safetensors --name tuned {TrainedSeed.Briefly}").Succeeded();
        Assert.Contains("starts from ", started.Log, StringComparison.Ordinal);

        folder.Run("allocate runs/seed1 --name half --macs 600k --overwrite").Succeeded();
        Assert.False(File.Exists(folder.At("runs", "half", "inherited.safetensors")));

        double Loss(string line) => folder.Run($"{line} --data embedded --threads 1 --json").Succeeded().Json.GetProperty("loss").GetDouble();
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void A_budget_of_time_is_measured_once_and_the_network_is_measured_against_it()
    {
        using var folder = seed.Copy();

        folder.Run("allocate runs/seed1 --name x --latency-ms 1000 --threads 1").FailedWith(2, "budget: got 1000.000 ms; structures of this seed cost ");
        var path = Directory.GetFiles(folder.At("runs", "seed1"), "latency-*.json").Single();
        var table = JsonNode.Parse(File.ReadAllText(path))!;
        Assert.Equal(12, table["curves"]!.AsArray().Count);
        var budget = Budget(table);

        var again = folder.Run($"allocate runs/seed1 --name fast --latency-ms {budget} --threads 1 --json").Succeeded();

        Assert.Contains("measured before", again.Log, StringComparison.Ordinal);
        var latency = again.Json.GetProperty("latency");
        Assert.InRange(latency.GetProperty("predictedMilliseconds").GetDouble(), 0, latency.GetProperty("budgetMilliseconds").GetDouble());
        Assert.True(latency.GetProperty("measuredMilliseconds").GetDouble() > 0);
        Assert.Equal(table["machine"]!.GetValue<string>(), latency.GetProperty("machine").GetString());

        table["machine"] = "another machine";
        folder.Write("other.json", table.ToJsonString());
        folder.Run($"allocate runs/seed1 --name y --latency-ms {budget} --threads 1 --latency-table other.json").FailedWith(
            2, "other.json: times of another machine (got another machine, expected ");
        folder.Write("other.json", "{");
        folder.Run($"allocate runs/seed1 --name y --latency-ms {budget} --threads 1 --latency-table other.json").FailedWith(
            2, "other.json: not a table of times");
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void A_seed_that_is_not_finished_needs_a_word_of_consent()
    {
        using var folder = seed.Copy();
        var path = folder.At("runs", "seed1", "run.json");
        var info = JsonNode.Parse(File.ReadAllText(path))!;
        info["status"] = "stopped";
        File.WriteAllText(path, info.ToJsonString());

        folder.Run("allocate runs/seed1 --name x").FailedWith(
            2, "the seed is trained for 2 of 2 epochs only, and its scores may still change", "--allow-unfinished");
        Assert.False(Directory.Exists(folder.At("runs", "x")));

        var allowed = folder.Run("allocate runs/seed1 --name x --allow-unfinished").Succeeded();
        Assert.Contains("note: the seed is trained for 2 of 2 epochs only", allowed.Log, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void A_regularised_seed_gives_what_it_kept_alive_and_what_is_trained_so_again_gives_less_of_it()
    {
        using var folder = new WorkFolder();
        folder.Run($"seed --name sparse1 --depth 11 --width 4 {TrainedSeed.Briefly} --morphnet-strength 100 --morphnet-threshold 0.5").Succeeded();
        Assert.Contains("\"morphNet\"", File.ReadAllText(folder.At("runs", "sparse1", "recipe.json")), StringComparison.Ordinal);

        var record = folder.Run("allocate runs/sparse1 --name morphed --policy morphnet --threshold 0.5 --macs 900k --json").Succeeded().Json;

        Assert.Equal("threshold 0.5", record.GetProperty("policySettings").GetString());
        var neurons = Neurons(record);
        Assert.Contains(neurons, count => count == 0);

        // MorphNet's loop: the widened network is trained under the regulariser again, and gives the next structure.
        folder.Run($"train --name sparse2 --model runs/morphed {TrainedSeed.Briefly} --morphnet-strength 100 --morphnet-threshold 0.5").Succeeded();
        var again = folder.Run("allocate runs/sparse2 --name morphed2 --policy morphnet --threshold 0.5 --macs 900k --json").Succeeded().Json;

        Assert.InRange(again.GetProperty("macs").GetInt64(), 1, 900_000);
        Assert.All(neurons.Zip(Neurons(again)), pair => Assert.True(pair.First > 0 || pair.Second == 0)); // what is gone stays gone

        static int[] Neurons(JsonElement record) =>
            [.. record.GetProperty("neurons").EnumerateArray().SelectMany(block => block.EnumerateArray()).Select(count => count.GetInt32())];
    }

    // Half of what the branches can add, far from both ends.
    private static string Budget(JsonNode table)
    {
        var smallest = table["baseMilliseconds"]!.GetValue<double>();
        var most = table["curves"]!.AsArray().Sum(curve => curve!["milliseconds"]!.AsArray().Max(time => time!.GetValue<double>()));
        return JsonSerializer.Serialize(Math.Round(smallest + (most / 2), 4));
    }
}

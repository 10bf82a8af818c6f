using System.Text.Json;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Cli.Output;
using ScaleNet.Cli.Speed;
using ScaleNet.Evaluation.Statistics;

namespace ScaleNet.Cli.Tests.Speed;

public sealed class BenchResultTests
{
    private static readonly Workload Work = new()
    {
        Engine = BenchEngine.Torch,
        Device = BenchDevice.Cpu,
        Training = false,
        Batch = 16,
        Size = 224,
        WarmUp = 2,
        Calls = 2,
        Threads = 2,
    };

    private static readonly Contestant[] Contestants =
    [
        new("slow", BenchPrecision.Float32, Parameters: 7, Macs: 4_000_000_000, new Published(24.7, null, "somebody")),
        new("quick", BenchPrecision.BFloat16, Parameters: 7, Macs: 1_000_000_000, null),
    ];

    private static readonly IReadOnlyList<Measured>[] Rounds =
    [
        [Round(500, [90, 110]), Round(700, [100, 400])],
        [Round(300, [50, 50]), Round(200, [50, 50])],
    ];

    [Fact]
    public void Rates_follow_from_the_median_of_all_calls()
    {
        var results = BenchResult.Of(Contestants, Rounds, Work);

        Assert.Equal(new SampleSummary(4, 90, 97.5, 105, 182.5, 400), results[0].Milliseconds);
        Assert.Equal(16 / 0.105, results[0].ImagesPerSecond, 1e-9);
        Assert.Equal(2 * 4 * 16 / 0.105, results[0].GigaflopPerSecond, 1e-9);
        Assert.Equal([1, 50 / 105.0], results.Select(result => result.RatioToFirst));
        Assert.Equal([700, 300], results.Select(result => result.PeakBytes));
    }

    [Fact]
    public void A_step_of_training_counts_as_three_passes_forward() => Assert.Equal(
        3 * 2 * 1 * 16 / 0.05, BenchResult.Of(Contestants, Rounds, Work with { Training = true })[1].GigaflopPerSecond, 1e-9);

    [Fact]
    public void The_table_says_what_was_done_and_whose_the_errors_are()
    {
        using var output = new StringWriter { NewLine = "\n" };
        BenchText.Write(output, new Comparison(Contestants, Work, 2), BenchResult.Of(Contestants, Rounds, Work), Rounds);

        var text = output.ToString();
        Assert.Contains("torch on a processor, 2 threads", text, StringComparison.Ordinal);
        Assert.Contains("time / slow", text, StringComparison.Ordinal);
        Assert.Contains(
            "slow     float32      105.00  97.50 to 182.50  90.00 to 400.00     152.4   1219.0        700 B         1.00  4.000 G      24.70 %",
            text, StringComparison.Ordinal);
        Assert.Contains("published", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_json_has_the_settings_and_every_call()
    {
        var comparison = new Comparison(Contestants, Work, 2);
        var json = JsonSerializer.Deserialize<JsonElement>(
            JsonOutput.Serialize(BenchJson.Of(comparison, BenchResult.Of(Contestants, Rounds, Work), Rounds)));

        Assert.Equal("torch", json.GetProperty("engine").GetString());
        Assert.Equal("inference", json.GetProperty("work").GetString());
        Assert.Equal(2, json.GetProperty("flopPerMac").GetInt32());
        Assert.Equal("random", json.GetProperty("weights").GetString());
        var first = json.GetProperty("networks")[0];
        Assert.Equal("float32", first.GetProperty("precision").GetString());
        Assert.Equal(105, first.GetProperty("milliseconds").GetProperty("median").GetDouble());
        Assert.Equal(24.7, first.GetProperty("top1ErrorPercent").GetDouble());
        Assert.Equal("[[90,110],[100,400]]", Compact(first.GetProperty("roundMilliseconds")));
        Assert.Equal("bfloat16", json.GetProperty("networks")[1].GetProperty("precision").GetString());
    }

    [Fact]
    public void A_request_survives_its_way_to_the_measuring_process()
    {
        var request = new MeasureRequest("a 'b' \"c\".json", BenchPrecision.Tf32, Work with { Device = BenchDevice.Cuda, Training = true });

        Assert.Equal(request, MeasureRequest.FromJson(request.ToJson()));
    }

    private static Measured Round(long peak, double[] milliseconds) =>
        new(milliseconds, peak, IsPeakOfCalls: true, DeviceBytes: null, "a processor");

    private static string Compact(JsonElement element) => JsonSerializer.Serialize(element);
}

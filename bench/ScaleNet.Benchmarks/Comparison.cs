using System.Globalization;
using ScaleNet.Evaluation.Statistics;

namespace ScaleNet.Benchmarks;

/// <summary>Measures all settings in rounds and prints a table with ratios to the first.</summary>
internal static class Comparison
{
    private const double BytesPerGigabyte = 1e9;

    public static void Run(string model, string batch, string kind, int rounds)
    {
        var settings = kind == "train" ? Setting.Training : Setting.Inference;
        var times = settings.Select(_ => new List<double>()).ToArray();
        var memory = new double[settings.Count];
        foreach (var (_, i) in PlannedMeasurement.InRounds(settings.Count, rounds))
        {
            var (milliseconds, bytes) = Child(model, batch, kind, i, settings[i].KeepMemory);
            times[i].Add(milliseconds);
            memory[i] = Math.Max(memory[i], bytes / BytesPerGigabyte);
        }

        var unit = kind == "train" ? "ms a step" : "ms a batch";
        Console.WriteLine($"| {model}, batch {batch}, {kind} | median {unit} | least to most | times as fast | peak GB |");
        Console.WriteLine("|---|---|---|---|---|");
        var plain = SampleSummary.Of(times[0]).Median;
        for (var i = 0; i < settings.Count; i++)
        {
            var time = SampleSummary.Of(times[i]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {settings[i].Name} | {time.Median:F0} | {time.Least:F0} to {time.Most:F0} | {plain / time.Median:F2} | {memory[i]:F2} |"));
        }
    }

    private static (double Milliseconds, long Bytes) Child(string model, string batch, string kind, int index, bool keepMemory)
    {
        var child = MeasuringProcess.Run(
            ["child", model, batch, kind, index.ToString(CultureInfo.InvariantCulture)],
            new Dictionary<string, string> { ["SCALENET_KEEP_MEMORY"] = keepMemory ? "1" : "0" },
            CancellationToken.None);
        var words = child.Output.Trim().Split(' ');
        return child.ExitCode == 0 && words.Length == 2
            ? (double.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"{model} {kind} {index}: exit code {child.ExitCode}. {child.Log}");
    }
}

using System.Diagnostics;
using System.Globalization;

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
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < settings.Count; i++)
            {
                var (milliseconds, bytes) = Child(model, batch, kind, i, settings[i].KeepMemory);
                times[i].Add(milliseconds);
                memory[i] = Math.Max(memory[i], bytes / BytesPerGigabyte);
            }
        }

        var unit = kind == "train" ? "ms a step" : "ms a batch";
        Console.WriteLine($"| {model}, batch {batch}, {kind} | median {unit} | least to most | times as fast | peak GB |");
        Console.WriteLine("|---|---|---|---|---|");
        var plain = Median(times[0]);
        for (var i = 0; i < settings.Count; i++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {settings[i].Name} | {Median(times[i]):F0} | {times[i].Min():F0} to {times[i].Max():F0} | {plain / Median(times[i]):F2} | {memory[i]:F2} |"));
        }
    }

    private static (double Milliseconds, long Bytes) Child(string model, string batch, string kind, int index, bool keepMemory)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (var argument in new[] { "child", model, batch, kind, index.ToString(CultureInfo.InvariantCulture) })
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["SCALENET_KEEP_MEMORY"] = keepMemory ? "1" : "0";
        using var child = Process.Start(start)!;
        var words = child.StandardOutput.ReadToEnd().Trim().Split(' ');
        child.WaitForExit();
        return words.Length == 2
            ? (double.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"{model} {kind} {index}: exit code {child.ExitCode}.");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}

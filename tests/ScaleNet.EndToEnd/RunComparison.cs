using System.Text.Json.Nodes;

namespace ScaleNet.EndToEnd;

/// <summary>Compares what two trainings left, apart from how long they took.</summary>
internal static class RunComparison
{
    private static readonly string[] Timing = ["seconds", "images_per_second", "interval/images_per_second"];

    /// <summary>Asserts the same tensors bit for bit, and the same measurements, steps and predictions.</summary>
    /// <param name="expected">A run folder.</param>
    /// <param name="actual">Another one.</param>
    public static void AssertSame(string expected, string actual)
    {
        var tensors = Directory.GetFiles(Path.Combine(expected, "checkpoints"), "*.safetensors").Order().ToArray();
        Assert.NotEmpty(tensors);
        Assert.Equal(tensors.Select(Path.GetFileName), Directory.GetFiles(Path.Combine(actual, "checkpoints"), "*.safetensors").Order().Select(Path.GetFileName));
        foreach (var file in tensors)
        {
            var same = Path.Combine(actual, "checkpoints", Path.GetFileName(file));
            Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(File.ReadAllBytes(same)), $"{same} has other bits");
        }

        Assert.Equal(Lines(expected, "metrics.jsonl"), Lines(actual, "metrics.jsonl"));
        Assert.Equal(Lines(expected, "steps.jsonl"), Lines(actual, "steps.jsonl"));
        Assert.Equal(Table(expected), Table(actual));
        Assert.Equal(
            File.ReadAllText(Path.Combine(expected, "predictions.json")), File.ReadAllText(Path.Combine(actual, "predictions.json")));
    }

    private static string[] Lines(string run, string file) => [.. File.ReadLines(Path.Combine(run, file)).Select(WithoutTiming)];

    private static string WithoutTiming(string line)
    {
        var numbers = JsonNode.Parse(line)!.AsObject();
        Array.ForEach(Timing, name => numbers.Remove(name));
        return numbers.ToJsonString();
    }

    private static string[] Table(string run)
    {
        var rows = File.ReadLines(Path.Combine(run, "metrics.csv")).Select(line => line.Split(',')).ToArray();
        var kept = Enumerable.Range(0, rows[0].Length).Where(column => !Timing.Contains(rows[0][column])).ToArray();
        return [.. rows.Select(row => string.Join(',', kept.Select(column => row[column])))];
    }
}

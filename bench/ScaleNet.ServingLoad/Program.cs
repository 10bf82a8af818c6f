using System.Globalization;
using System.Text.Json;
using ScaleNet.Deployment.Inference;
using ScaleNet.ServingLoad;

// What a server of the tool answers under load beside the model alone, with and without batches: see docs/serving.md.
int[] connections = [1, 4, 16, 64];
if (args is ["--connections", var list, .. var rest])
{
    connections = [.. list.Split(',').Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out var count) ? count : 0)];
    args = rest;
}

if (args is not [var tool, var seconds, var file, _, ..] || !double.TryParse(seconds, CultureInfo.InvariantCulture, out var turn) || turn < 1
    || connections.Any(count => count < 1))
{
    Console.Error.WriteLine("usage: ScaleNet.ServingLoad [--connections N,...] SCALENET SECONDS RESULT.json MODEL.onnx...   (SECONDS of each turn, from 1 up)");
    return 2;
}

Console.WriteLine("| model | instances | max batch | connections | images/s | p50 ms | p99 ms | rows a batch | alone p50 ms | alone images/s (threads x callers x batch) | added ms | share | load before |");
Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
try
{
    var lines = new List<LoadLine>();
    var comparison = new Comparison(tool, TimeSpan.FromSeconds(turn), connections);
    foreach (var model in args[3..])
    {
        lines.AddRange(await comparison.RunAsync(model, line => Console.WriteLine(FormattableString.Invariant(
            $"| {line.Model} | {line.Setting.Instances?.ToString(CultureInfo.InvariantCulture) ?? "default"} | {line.Setting.MaxBatch} | {line.Connections} | {line.Server.RowsPerSecond:F0} | {line.Server.Median:F2} | {line.Server.Percentile99:F2} ")
            + FormattableString.Invariant(
            $"| {line.RowsPerBatch:F1} | {line.Alone.Median:F2} | {line.Limit.RowsPerSecond:F0} ({line.Best.Threads} x {line.Best.Callers} x {line.Best.Batch}) ")
            + FormattableString.Invariant($"| {line.AddedMedian:F2} | {line.ShareOfLimit:F2} | {line.LoadBefore} |"))));
    }

    await using var stream = File.Create(file);
    await JsonSerializer.SerializeAsync(
        stream,
        new { Environment.ProcessorCount, Runtime = Environment.Version.ToString(), OnnxRuntime = OnnxClassifier.RuntimeVersion, SecondsPerTurn = turn, Lines = lines },
        new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase });
    return 0;
}
catch (Exception problem) when (problem is InvalidOperationException or InferenceException)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}

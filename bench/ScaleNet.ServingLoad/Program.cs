using System.Globalization;
using ScaleNet.ServingLoad;

// What a server of the tool answers under load, with and without batches: see docs/serving.md.
if (args is not [var tool, var model, .. var rest] || rest.Length > 1)
{
    Console.Error.WriteLine("usage: ScaleNet.ServingLoad SCALENET MODEL.onnx [SECONDS]");
    return 2;
}

var seconds = rest is [var word] ? double.Parse(word, CultureInfo.InvariantCulture) : 10;
int[] connections = [1, 4, 16, 64];
int[] batches = [1, 16];
Console.WriteLine("| connections | max batch | requests/s | p50 ms | p99 ms | rows a batch | load before |");
Console.WriteLine("|---|---|---|---|---|---|---|");
foreach (var count in connections)
{
    foreach (var batch in batches)
    {
        // A server of its own each time: turns meet a drift of the machine alike.
        using var server = await ServerProcess.StartAsync(tool, model, batch);
        var result = await ClosedLoop.RunAsync(server, count, TimeSpan.FromSeconds(seconds));
        Console.WriteLine(FormattableString.Invariant(
            $"| {count} | {batch} | {result.PerSecond:F0} | {result.Median:F2} | {result.Percentile99:F2} | {result.RowsPerBatch:F1} | {result.Load} |"));
    }
}

return 0;

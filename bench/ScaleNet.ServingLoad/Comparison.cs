namespace ScaleNet.ServingLoad;

/// <summary>Measures a model behind the server and alone, in turns, so that a drift of the machine meets both alike.</summary>
/// <param name="tool">The program <c>scalenet</c>.</param>
/// <param name="turn">How long each measurement of a turn takes.</param>
/// <param name="connections">With how many connections the server is asked.</param>
internal sealed class Comparison(string tool, TimeSpan turn, IReadOnlyList<int> connections)
{
    private const int Turns = 3;

    // What is called often is compiled anew, on the same processors: after some sixty calls, and a slow model answers thirty a second.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    private static readonly int[] Batches = [1, 16];

    private static readonly InProcessSetting OneCaller = new(Environment.ProcessorCount, Callers: 1, Batch: 1);

    private static readonly ServerSetting[] Settings =
    [
        .. from instances in new int?[] { null, 1 }
           from batch in Batches
           select new ServerSetting(instances, batch),
    ];

    /// <summary>All lines of a model.</summary>
    /// <param name="model">Its file.</param>
    /// <param name="show">Takes each line when it is there.</param>
    public async Task<IReadOnlyList<LoadLine>> RunAsync(string model, Action<LoadLine> show)
    {
        using var alone = new ModelAlone(model, [1, Environment.ProcessorCount]);
        using var wrk = new Wrk(alone.Input, alone.ImageShape);
        var best = alone.FindBest(Batches, turn / 2);
        var lines = new List<LoadLine>();
        foreach (var setting in Settings)
        {
            using var server = await ServerProcess.StartAsync(tool, model, setting);
            wrk.Measure(server.Address, connections[^1], WarmUp);
            foreach (var count in connections)
            {
                lines.Add(await MeasureAsync(model, server, wrk, alone, best, setting, count));
                show(lines[^1]);
            }
        }

        return lines;
    }

    private async Task<LoadLine> MeasureAsync(
        string model, ServerProcess server, Wrk wrk, ModelAlone alone, InProcessSetting best, ServerSetting setting, int clients)
    {
        var load = File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0] : "?";
        var (served, single, limit) = (new List<LoadResult>(), new List<LoadResult>(), new List<LoadResult>());
        var before = await server.BatchesAsync();
        for (var i = 0; i < Turns; i++)
        {
            served.Add(wrk.Measure(server.Address, clients, turn));
            single.Add(alone.Measure(OneCaller, turn));
            limit.Add(alone.Measure(best, turn));
        }

        var after = await server.BatchesAsync();
        return new LoadLine(
            Path.GetFileName(model), setting, clients, LoadResult.MedianOf(served), (after.Rows - before.Rows) / (after.Requests - before.Requests),
            LoadResult.MedianOf(single), best, LoadResult.MedianOf(limit), load);
    }
}

using System.Diagnostics;
using System.Globalization;

namespace ScaleNet.ServingLoad;

/// <summary><c>scalenet serve</c> as a process, on a free port.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;
    private readonly HttpClient _client;

    private ServerProcess(Process process, Uri address) => (_process, _client) = (process, new HttpClient { BaseAddress = address });

    /// <summary>Where it listens.</summary>
    public Uri Address => _client.BaseAddress!;

    /// <summary>Starts it and waits until it listens; the model is called <c>m</c>.</summary>
    public static async Task<ServerProcess> StartAsync(string tool, string model, ServerSetting setting)
    {
        string[] arguments =
        [
            "serve", $"m={model}", "--port", "0", "--max-batch", Text(setting.MaxBatch), "--queue", "1024", "--log", "error", "--reload-seconds", "0",
            .. setting.Instances is { } instances ? new[] { "--instances", Text(instances) } : [],
        ];
        var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{tool}: the server did not start.");
        return new ServerProcess(process, new Uri(line.Split(' ')[^1]));
    }

    /// <summary>Rows of the batches of all requests so far, summed over requests, and the requests.</summary>
    public async Task<(double Rows, double Requests)> BatchesAsync()
    {
        var lines = (await _client.GetStringAsync("metrics")).Split('\n');
        return (Value("scalenet_batch_rows_sum"), Value("scalenet_batch_rows_count"));

        double Value(string name) =>
            lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
                ? double.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture)
                : 0;
    }

    public void Dispose()
    {
        _client.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

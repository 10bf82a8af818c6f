using System.Diagnostics;
using System.Globalization;

namespace ScaleNet.ServingLoad;

/// <summary><c>scalenet serve</c> as a process, on a free port.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    private ServerProcess(Process process, Uri address)
    {
        _process = process;
        Client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = Timeout.InfiniteTimeSpan }) { BaseAddress = address };
    }

    /// <summary>Asks it.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<ServerProcess> StartAsync(string tool, string model, int maxBatch)
    {
        var batch = maxBatch.ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(new ProcessStartInfo(
            tool, ["serve", $"m={model}", "--port", "0", "--max-batch", batch, "--queue", "1024", "--log", "error", "--reload-seconds", "0"])
        {
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        return new ServerProcess(process, new Uri(line.Split(' ')[^1]));
    }

    public void Dispose()
    {
        Client.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}

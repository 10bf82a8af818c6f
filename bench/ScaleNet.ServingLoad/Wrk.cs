using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ScaleNet.ServingLoad;

/// <summary>The load generator <c>wrk</c>, which sends one image of zeros as bytes behind the JSON, as the usual clients send it.</summary>
internal sealed class Wrk : IDisposable
{
    private const string Program = "wrk";
    private const string Mark = "result";

    private readonly string _folder = Directory.CreateTempSubdirectory("serving-load").FullName;
    private readonly string _script;

    /// <param name="input">The model's input.</param>
    /// <param name="shape">Lengths of one image with its batch of one.</param>
    public Wrk(string input, long[] shape)
    {
        var size = shape.Aggregate((long)sizeof(float), (product, length) => product * length);
        var json = JsonSerializer.SerializeToUtf8Bytes(new
        {
            inputs = new[] { new { name = input, datatype = "FP32", shape, parameters = new { binary_data_size = size } } },
            parameters = new { binary_data_output = true },
        });
        var body = Path.Combine(_folder, "body");
        File.WriteAllBytes(body, [.. json, .. new byte[size]]);
        _script = Path.Combine(_folder, "post.lua");
        File.WriteAllText(_script, $$"""
            wrk.method = "POST"
            local file = io.open("{{body}}", "rb")
            wrk.body = file:read("*a")
            file:close()
            wrk.headers["Content-Type"] = "application/octet-stream"
            wrk.headers["Inference-Header-Content-Length"] = "{{json.Length.ToString(CultureInfo.InvariantCulture)}}"
            function done(summary, latency, requests)
              local e = summary.errors
              io.write(string.format("{{Mark}} %d %d %.3f %.3f %d\n", summary.requests, summary.duration,
                latency:percentile(50), latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
            end
            """);
    }

    /// <summary>Asks with so many connections for so long.</summary>
    /// <exception cref="InvalidOperationException">It is not installed, fails, or an answer was an error.</exception>
    public LoadResult Measure(Uri address, int connections, TimeSpan time)
    {
        var threads = Math.Min(connections, Environment.ProcessorCount);
        var seconds = Math.Max(1, (int)Math.Round(time.TotalSeconds));
        var text = Run(
            FormattableString.Invariant($"-t{threads}"), FormattableString.Invariant($"-c{connections}"), FormattableString.Invariant($"-d{seconds}s"),
            "--timeout", "60s", "-s", _script, new Uri(address, "v2/models/m/infer").ToString());
        var line = text.Split('\n').FirstOrDefault(line => line.StartsWith(Mark, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"{Program}: wrote no result: {text}");
        var numbers = line.Split(' ').Skip(1).Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return numbers[4] == 0
            ? new LoadResult(numbers[0] / (numbers[1] / 1e6), numbers[2] / 1e3, numbers[3] / 1e3) // it counts in microseconds
            : throw new InvalidOperationException(FormattableString.Invariant($"{Program}: {numbers[4]} of {numbers[0]} requests failed."));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Run(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true })!;
            var text = new StringBuilder(process.StandardOutput.ReadToEnd());
            process.WaitForExit();
            return process.ExitCode == 0 ? text.ToString() : throw new InvalidOperationException($"{Program}: ended with code {process.ExitCode}: {text}");
        }
        catch (Win32Exception problem)
        {
            throw new InvalidOperationException($"{Program}: cannot be started ({problem.Message}). Install it: apt-get install wrk", problem);
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace ScaleNet.ServingLoad;

/// <summary>Clients that each send the next request when the last one is answered.</summary>
internal static class ClosedLoop
{
    private const int WarmUp = 50; // requests of each client that are not counted

    /// <summary>Asks with so many connections for so long.</summary>
    public static async Task<LoadResult> RunAsync(ServerProcess server, int connections, TimeSpan time)
    {
        var body = await BodyAsync(server.Client);
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => AskAsync(server.Client, body, WarmUp)));
        var load = File.Exists("/proc/loadavg") ? (await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0] : "?";
        var before = await BatchesAsync(server.Client);
        var clock = Stopwatch.StartNew();
        var times = (await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            var own = new List<double>();
            while (clock.Elapsed < time)
            {
                var start = clock.Elapsed;
                await AskAsync(server.Client, body, requests: 1);
                own.Add((clock.Elapsed - start).TotalMilliseconds);
            }

            return own;
        }))).SelectMany(own => own).Order().ToArray();
        var elapsed = clock.Elapsed;
        var after = await BatchesAsync(server.Client);
        return new LoadResult(
            times.Length / elapsed.TotalSeconds, times[times.Length / 2], times[(int)(times.Length * 0.99)],
            (after.Rows - before.Rows) / (after.Requests - before.Requests), load);
    }

    private static async Task AskAsync(HttpClient client, (byte[] Bytes, int JsonLength) body, int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            using var content = new ByteArrayContent(body.Bytes);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            content.Headers.Add("Inference-Header-Content-Length", body.JsonLength.ToString(CultureInfo.InvariantCulture));
            using var answer = await client.PostAsync("v2/models/m/infer", content);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
        }
    }

    // One image of zeros, as bytes behind the JSON, as the usual clients send it.
    private static async Task<(byte[] Bytes, int JsonLength)> BodyAsync(HttpClient client)
    {
        var input = (await client.GetFromJsonAsync<JsonElement>("v2/models/m")).GetProperty("inputs")[0];
        long[] shape = [1, .. input.GetProperty("shape").EnumerateArray().Skip(1).Select(length => length.GetInt64())];
        var size = shape.Aggregate((long)sizeof(float), (product, length) => product * length);
        var json = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
        {
            inputs = new[]
            {
                new { name = input.GetProperty("name").GetString(), datatype = "FP32", shape, parameters = new { binary_data_size = size } },
            },
            parameters = new { binary_data_output = true },
        }));
        return ([.. json, .. new byte[size]], json.Length);
    }

    private static async Task<(double Rows, double Requests)> BatchesAsync(HttpClient client)
    {
        var lines = (await client.GetStringAsync("metrics")).Split('\n');
        return (Value("scalenet_batch_rows_sum"), Value("scalenet_batch_rows_count"));

        double Value(string name) => double.Parse(
            lines.Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ')[^1], CultureInfo.InvariantCulture);
    }
}

using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace ScaleNet.EndToEnd;

/// <summary>The server as a process.</summary>
[Trait("Tier", "slow")]
public sealed class ServeTests : IDisposable
{
    private const string Listening = "serving 1 model at ";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_answers_from_an_exported_network_without_libtorch_and_logs_JSON()
    {
        using var tool = Start("serve network.onnx --port 0 --threads 1");
        using var client = Client(tool);

        var answer = await TextAsync(client, "v2/models/network/ready");
        var chart = await TextAsync(client, "v1/models/network/network/allocation.svg");
        var maps = OperatingSystem.IsLinux() ? MapsOf(tool) : "";
        var ended = Terminate(tool);

        Assert.Equal("""{"name":"network","ready":true}""", answer);
        Assert.Contains("<svg", chart, StringComparison.Ordinal);
        Assert.DoesNotContain("torch", maps, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(143, ended.Code);
        var lines = ended.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["answered 0 inferences", "stopped"], lines.Where(line => line[0] != '{').Order(StringComparer.Ordinal));
        var messages = lines.Where(line => line[0] == '{').Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToArray();
        Assert.Contains(messages, message => message.GetProperty("Message").GetString()!.StartsWith("GET /v2/models/network/ready 200 in ", StringComparison.Ordinal));
        Assert.Contains(messages, message => message.GetProperty("Message").GetString() == "ended: 0 inferences answered, 0 requests refused");
    }

    [Fact]
    public async Task SIGTERM_under_load_loses_no_request_that_was_taken()
    {
        using var tool = Start("serve network.onnx --port 0 --threads 1 --log warning");
        using var client = Client(tool);
        var answered = 0;
        using var enough = new SemaphoreSlim(0);
        var clients = Enumerable.Range(0, 8).Select(async _ =>
        {
            while (await AskAsync(client) == HttpStatusCode.OK)
            {
                if (Interlocked.Increment(ref answered) == 50)
                {
                    enough.Release();
                }
            }
        }).ToArray();
        await enough.WaitAsync(TestContext.Current.CancellationToken);

        var ended = Terminate(tool);
        await Task.WhenAll(clients);

        Assert.Equal(143, ended.Code);
        Assert.Contains($"answered {answered} inferences\n", ended.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_changes_is_served_anew()
    {
        using var tool = Start("serve network.onnx --port 0 --threads 1 --reload-seconds 0.05 --log warning");
        using var client = Client(tool);
        var old = await OutputsAsync(client);

        Export("--seed 5 --overwrite");
        while (await OutputsAsync(client) == old)
        {
            await Task.Yield();
        }

        Assert.Equal(143, Terminate(tool).Code);
    }

    [Fact]
    public void What_cannot_be_served_is_one_line()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals cannot be sent on Windows.");
        using var tool = Start("serve network.onnx --port 0 --threads 1 --log error");
        using var client = Client(tool);
        var port = client.BaseAddress!.Port;
        WorkFolder.Truncate(_folder.At("network.onnx"));

        _folder.Run($"serve network.onnx --port {port}").FailedWith(2, "network.onnx: not an ONNX model");
        Export("--overwrite");
        _folder.Run($"serve network.onnx --port {port}").FailedWith(2, $"127.0.0.1:{port}: another program listens there");
        _folder.Run("serve nowhere.onnx").FailedWith(2, "nowhere.onnx: not there, expected an ONNX file or a folder of models");
        _folder.Run("serve network.onnx --host example").FailedWith(2, "--host: got 'example', expected an address of this machine");
        _folder.Run("serve network.onnx --port 65536").FailedWith(2, "--port: got '65536', expected a whole number from 0 to 65535");
        _folder.Run("serve network.onnx --api-key-file key.txt").FailedWith(2, "key.txt: the key cannot be read");

        Assert.Equal(143, Terminate(tool).Code);
    }

    private Process Start(string line)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals cannot be sent on Windows.");
        Export("");
        return Tool.Start(_folder.Path, line.Split(' '));
    }

    private void Export(string options) =>
        _folder.Run($"export scalenet11_small --random -o network.onnx {options}".TrimEnd()).Succeeded();

    private static HttpClient Client(Process tool)
    {
        var line = tool.StandardOutput.ReadLine();
        Assert.True(line?.StartsWith(Listening, StringComparison.Ordinal), line ?? tool.StandardError.ReadToEnd());
        return new HttpClient { BaseAddress = new Uri(line![Listening.Length..]), Timeout = Timeout.InfiniteTimeSpan };
    }

    private static Task<string> TextAsync(HttpClient client, string address) => client.GetStringAsync(address);

    private static string MapsOf(Process tool) => File.ReadAllText($"/proc/{tool.Id}/maps");

    private static ToolResult Terminate(Process tool)
    {
        Assert.Equal(0, Signals.Send(tool.Id, Signals.Terminate));
        return Tool.End(tool);
    }

    private static async Task<string> OutputsAsync(HttpClient client)
    {
        using var answer = await client.PostAsync("v2/models/network/infer", Request());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<HttpStatusCode?> AskAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.PostAsync("v2/models/network/infer", Request());
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null; // nobody listens any more
        }
    }

    private static StringContent Request() => new(
        $$"""{"inputs":[{"name":"input","shape":[1,1,28,28],"datatype":"FP32","data":[{{string.Join(",", Enumerable.Range(0, 784).Select(at => at % 5))}}]}]}""");
}

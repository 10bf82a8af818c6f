using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace ScaleNet.EndToEnd;

/// <summary>A detector served by the tool as a process.</summary>
[Trait("Tier", "slow")]
public sealed class DetectServeTests(TrainedDetectorRun run) : IClassFixture<TrainedDetectorRun>
{
    private const string Listening = "serving 1 model at ";
    private const string Scene = "scenes/val/000000000001.png";

    [Fact]
    public async Task It_finds_what_the_tool_finds_in_a_scene()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals cannot be sent on Windows.");
        var expected = run.Folder.Run($"detect predict {Scene} --model d1.onnx --min-score 0.01 --json --threads 1").Succeeded().Json[0];
        using var tool = Tool.Start(run.Folder.Path, "serve d1.onnx --port 0 --threads 1 --log warning".Split(' '));
        using var client = new HttpClient { BaseAddress = AddressOf(tool), Timeout = Timeout.InfiniteTimeSpan };

        var answer = await AskAsync(client, "v1/detect?threshold=0.01");
        var refused = await AskAsync(client, "v1/classify");
        var maps = OperatingSystem.IsLinux() ? await File.ReadAllTextAsync($"/proc/{tool.Id}/maps", TestContext.Current.CancellationToken) : "";
        Assert.Equal(0, Signals.Send(tool.Id, Signals.Terminate));
        var ended = Tool.End(tool);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.NotEmpty(Things(expected.GetProperty("objects"), "category", "categoryId"));
        Assert.Equal(
            Things(expected.GetProperty("objects"), "category", "categoryId"), Things(answer.Json.GetProperty("detections"), "name", "category_id"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("model 'd1': does not classify pictures (", refused.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("torch", maps, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(143, ended.Code);
        Assert.Contains("answered 1 inferences\n", ended.Log, StringComparison.Ordinal);
    }

    private static Uri AddressOf(System.Diagnostics.Process tool)
    {
        var line = tool.StandardOutput.ReadLine();
        Assert.True(line?.StartsWith(Listening, StringComparison.Ordinal), line ?? tool.StandardError.ReadToEnd());
        return new Uri(line![Listening.Length..]);
    }

    private async Task<(HttpStatusCode Status, JsonElement Json)> AskAsync(HttpClient client, string address)
    {
        using var body = new ByteArrayContent(await File.ReadAllBytesAsync(run.Folder.At(Scene.Split('/'))));
        body.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var answer = await client.PostAsync(address, body);
        return (answer.StatusCode, JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync()));
    }

    // In single precision: one of the two writes a score with all of a double's digits.
    private static string[] Things(JsonElement objects, string name, string id) =>
    [
        .. objects.EnumerateArray().Select(thing => string.Create(
            CultureInfo.InvariantCulture,
            $"{thing.GetProperty(name)} {thing.GetProperty(id)} {(float)thing.GetProperty("score").GetDouble()} {string.Join(" ", Sides(thing).Select(side => side.ToString("R", CultureInfo.InvariantCulture)))}")),
    ];

    private static IEnumerable<double> Sides(JsonElement thing) => thing.TryGetProperty("bbox", out var box)
        ? box.EnumerateArray().Select(side => side.GetDouble())
        : new[] { "x", "y", "width", "height" }.Select(side => thing.GetProperty("box").GetProperty(side).GetDouble());
}

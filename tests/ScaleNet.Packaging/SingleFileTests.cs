using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ScaleNet.EndToEnd;

namespace ScaleNet.Packaging;

/// <summary>The program of one trimmed file says what the tool says, on a machine without .NET.</summary>
[Trait("Tier", "slow")]
public sealed class SingleFileTests(Workshop workshop, ModelFolder models) : IClassFixture<ModelFolder>
{
    private const string Listening = "serving 1 model at ";

    [Fact]
    public void It_is_one_file_without_libtorch()
    {
        const long most = 100 << 20; // docs/packages.md has what was measured

        var file = Assert.Single(Directory.GetFiles(workshop.Published, "*", SearchOption.AllDirectories));

        Assert.Equal(workshop.SingleFile, file);
        Assert.InRange(new FileInfo(file).Length, 1, most);
    }

    [Theory]
    [InlineData("predict pictures --model network.onnx --threads 1 --json")]
    [InlineData("predict pictures --model network.onnx --threads 1 --top 1")]
    [InlineData("predict pictures --run runs/seed1 --threads 1 --format csv")]
    [InlineData("detect predict pictures --model boxes.onnx --min-score 0 --threads 1 --json")]
    [InlineData("models --json")]
    [InlineData("models --compare --json")]
    [InlineData("info scalenet50 --full --json")]
    [InlineData("info runs/seed1 --json")]
    [InlineData("info runs/seed1")]
    public void It_prints_what_the_tool_prints(string line)
    {
        var expected = Processes.Run(Processes.Tool, models.Path, line).Succeeded();
        var single = Processes.RunBare(workshop.SingleFile, models.Path, line).Succeeded();

        Assert.NotEqual("", single.Output);
        Assert.Equal(expected.Output, single.Output);
        Assert.Equal(expected.Log, single.Log);
    }

    [Theory]
    [InlineData("predict pictures --model lost.onnx")]
    [InlineData("predict pictures --model pictures/a.jpg.onnx")]
    [InlineData("predict pictures --run pictures")]
    [InlineData("info broken.json")]
    [InlineData("serve lost.onnx")]
    [InlineData("detect predict pictures --model network.onnx")]
    public void It_refuses_what_the_tool_refuses(string line)
    {
        var expected = Processes.Run(Processes.Tool, models.Path, line);
        var single = Processes.RunBare(workshop.SingleFile, models.Path, line);

        Assert.Equal(2, single.Code);
        Assert.Equal((expected.Code, expected.Log), (single.Code, single.Log));
    }

    [Fact]
    public void Without_libtorch_it_says_so() =>
        Processes.RunBare(workshop.SingleFile, models.Path, "predict pictures --run runs/seed1 --engine torch")
            .FailedWith(2, "--engine: got torch, and this program has no libtorch.");

    [Fact]
    public async Task It_serves_what_the_tool_serves()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals cannot be sent on Windows.");
        var expected = await AnswersAsync(Processes.Tool, models.Path, isBare: false);
        var single = await AnswersAsync(workshop.SingleFile, models.Path, isBare: true);

        Assert.Equal(expected.Select(WithoutCommit), single.Select(WithoutCommit));
    }

    private static async Task<IReadOnlyList<string>> AnswersAsync(string program, string folder, bool isBare)
    {
        var server = Processes.Start(program, folder, "serve network.onnx --port 0 --threads 1 --log warning".Split(' '), isBare);
        var isEnded = false;
        try
        {
            var line = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.True(line?.StartsWith(Listening, StringComparison.Ordinal), line ?? await server.StandardError.ReadToEndAsync());
            using var client = new HttpClient { BaseAddress = new Uri(line![Listening.Length..]) };
            var answers = await AskAsync(client, Path.Combine(folder, "pictures", "a.jpg"));
            Assert.Equal(0, HealthCheck(client.BaseAddress.Port));
            Assert.Equal(0, Signals.Send(server.Id, Signals.Terminate));
            isEnded = true;
            Assert.Equal(143, Processes.End(server).Code);
            Assert.NotEqual(0, HealthCheck(client.BaseAddress.Port));
            return answers;
        }
        finally
        {
            if (!isEnded)
            {
                server.Kill();
            }
        }
    }

    private static async Task<IReadOnlyList<string>> AskAsync(HttpClient client, string file)
    {
        var stop = TestContext.Current.CancellationToken;
        var answers = new List<string>();
        foreach (var address in new[] { "v2", "v2/health/ready", "v2/models/network", "v1/models/network/network", "openapi.json", "v1/examples" })
        {
            answers.Add(await client.GetStringAsync(address, stop));
        }

        using var picture = new ByteArrayContent(await File.ReadAllBytesAsync(file, stop));
        picture.Headers.ContentType = new("image/jpeg");
        using var classes = await client.PostAsync("v1/classify?top=3", picture, stop);
        answers.Add(Timeless(await classes.Content.ReadAsStringAsync(stop)));
        using var refused = await client.PostAsync("v1/classify", new StringContent("words"), stop);
        answers.Add(await refused.Content.ReadAsStringAsync(stop));
        return answers;
    }

    // The tool may have been built before the commit that the file is made of.
    private static string WithoutCommit(string answer) => Regex.Replace(answer, @"\+[0-9a-f]{40}", "");

    // How long it took is another number each time.
    private static string Timeless(string answer)
    {
        var document = JsonNode.Parse(answer)!.AsObject();
        Assert.True(document.ContainsKey("classes"), answer);
        foreach (var name in document.Select(property => property.Key).Where(name => name.Contains("latency", StringComparison.Ordinal)).ToList())
        {
            document.Remove(name);
        }

        return document.ToJsonString(JsonSerializerOptions.Default);
    }

    // The container's own, on the port that this server has.
    private static int HealthCheck(int port)
    {
        var file = Dockerfile.Read();
        var words = file.HealthCheck.Select(word => word.Replace(
            $"/{file.Of("EXPOSE").Single()} ", FormattableString.Invariant($"/{port} "), StringComparison.Ordinal)).ToArray();
        return Processes.End(Processes.Start("/bin/bash", "/", words[1..], isBare: false)).Code;
    }
}

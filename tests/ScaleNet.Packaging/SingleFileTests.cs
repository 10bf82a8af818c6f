using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Data.Tests;
using ScaleNet.Deployment.Export.Detection;
using ScaleNet.Deployment.Parity.Detection;
using ScaleNet.EndToEnd;

namespace ScaleNet.Packaging;

/// <summary>The program of one trimmed file says what the tool says, on a machine without .NET.</summary>
[Trait("Tier", "slow")]
public sealed class SingleFileTests(Workshop workshop)
{
    private const string Listening = "serving 1 model at ";
    private const string Training = "--data embedded --recipe fashion-quick --epochs 1 --batch-size 16 --limit-batches 2 --threads 1";

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
        var folder = Prepare();

        var expected = Processes.Run(Processes.Tool, folder, line).Succeeded();
        var single = Processes.RunBare(workshop.SingleFile, folder, line).Succeeded();

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
        var folder = Prepare();
        File.WriteAllText(Path.Combine(folder, "broken.json"), """{"family": "scalenet", "name": null, "unknown": 1}""");

        var expected = Processes.Run(Processes.Tool, folder, line);
        var single = Processes.RunBare(workshop.SingleFile, folder, line);

        Assert.Equal(2, single.Code);
        Assert.Equal((expected.Code, expected.Log), (single.Code, single.Log));
    }

    [Fact]
    public void Without_libtorch_it_says_so() =>
        Processes.RunBare(workshop.SingleFile, Prepare(), "predict pictures --run runs/seed1 --engine torch")
            .FailedWith(2, "--engine: got torch, and this program has no libtorch.");

    [Fact]
    public async Task It_serves_what_the_tool_serves()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals cannot be sent on Windows.");
        var folder = Prepare();

        var expected = await AnswersAsync(Processes.Tool, folder, isBare: false);
        var single = await AnswersAsync(workshop.SingleFile, folder, isBare: true);

        Assert.Equal(expected, single);
    }

    private static async Task<IReadOnlyList<string>> AnswersAsync(string program, string folder, bool isBare)
    {
        var server = Processes.Start(program, folder, "serve network.onnx --port 0 --threads 1 --log warning".Split(' '), isBare);
        var line = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        Assert.True(line?.StartsWith(Listening, StringComparison.Ordinal), line ?? await server.StandardError.ReadToEndAsync());
        using var client = new HttpClient { BaseAddress = new Uri(line![Listening.Length..]) };
        var answers = new List<string>();
        foreach (var address in new[] { "v2", "v2/health/ready", "v2/models/network", "v1/models/network/network", "openapi.json", "v1/examples" })
        {
            answers.Add(await client.GetStringAsync(address, TestContext.Current.CancellationToken));
        }

        using var picture = new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(folder, "pictures", "a.jpg"), TestContext.Current.CancellationToken));
        using var classes = await client.PostAsync("v1/classify?top=3", picture, TestContext.Current.CancellationToken);
        answers.Add(Timeless(await classes.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        using var refused = await client.PostAsync("v1/classify", new StringContent("words"), TestContext.Current.CancellationToken);
        answers.Add(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, HealthCheck(client.BaseAddress.Port));
        Assert.Equal(0, Signals.Send(server.Id, Signals.Terminate));
        Assert.Equal(143, Processes.End(server).Code);
        Assert.NotEqual(0, HealthCheck(client.BaseAddress.Port));
        return answers;
    }

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

    private string Prepare()
    {
        var folder = workshop.NewFolder();
        var pictures = Directory.CreateDirectory(Path.Combine(folder, "pictures")).FullName;
        File.WriteAllBytes(Path.Combine(pictures, "a.jpg"), Photographs.Jpeg(120, 90, seed: 1));
        File.WriteAllBytes(Path.Combine(pictures, "b.jpg"), Photographs.Jpeg(70, 110, seed: 2));
        Processes.Run(Processes.Tool, folder, "export mixnet_s --random -o network.onnx").Succeeded();
        Processes.Run(Processes.Tool, folder, $"seed --name seed1 --depth 11 --width 4 {Training}").Succeeded();
        DetectorExporter.ToFile(
            SmallDetectors.Exported(SmallDetectors.Spec("resnet11_small", DetectorHead.Fpn)), Path.Combine(folder, "boxes.onnx"));
        return folder;
    }
}

using System.Text.Json;
using Microsoft.Extensions.Logging;
using ScaleNet.Architecture.Tests;

namespace ScaleNet.Serving.Tests.Models;

/// <summary>Files that change while they are served.</summary>
public sealed class ReloadTests : IDisposable
{
    private const string Request = """
        {"inputs":[{"name":"input","shape":[1,1,4,4],"datatype":"FP32","data":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]}]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_file_takes_over_and_no_request_is_lost()
    {
        const int files = 3;
        var expected = new List<string>();
        for (var seed = 0; seed <= files; seed++)
        {
            expected.Add(await AnswerOfAsync(seed));
        }

        var path = _folder.Put("ours.onnx", TestModels.OursOfSeed(0));
        await using var served = await Served.StartAsync(path);
        using var end = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 4).Select(_ => AskAsync(served, end.Token)).ToArray();

        for (var seed = 1; seed <= files; seed++)
        {
            Replace(path, TestModels.OursOfSeed(seed));
            served.Server.Reloader.Look();
            Assert.Equal(expected[seed - 1], await CurrentAsync(served)); // not yet: it may be half a file
            served.Server.Reloader.Look();
            Assert.Equal(expected[seed], await CurrentAsync(served));
        }

        await end.CancelAsync();
        var answers = await Task.WhenAll(clients);
        Assert.All(answers, counts => Assert.Equal(counts.All, counts.Good));
        Assert.All(answers, counts => Assert.True(counts.All > 0));
    }

    [Fact]
    public async Task A_broken_file_is_named_and_the_old_model_stays()
    {
        var path = _folder.Ours();
        await using var served = await Served.StartAsync(path);
        var old = await CurrentAsync(served);

        Replace(path, "no model"u8.ToArray());
        LookTwice(served);

        Assert.Equal(old, await CurrentAsync(served));
        var (_, models) = await served.GetAsync("v1/models");
        Assert.Contains("ours.onnx: not an ONNX model", models, StringComparison.Ordinal);
        var (_, metrics) = await served.GetAsync("metrics");
        Assert.Contains("""scalenet_reloads_total{model="ours",version="1",outcome="refused"} 1""", metrics, StringComparison.Ordinal);

        Replace(path, TestModels.OursOfSeed(3));
        LookTwice(served);
        Assert.Equal(await AnswerOfAsync(3), await CurrentAsync(served));
        Assert.DoesNotContain("reload_problem", (await served.GetAsync("v1/models")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_is_cut_or_deleted_changes_nothing(bool isDeleted)
    {
        var path = _folder.InTwoFiles();
        await using var served = await Served.StartAsync(path);
        var old = await CurrentAsync(served);

        var files = Directory.GetFiles(_folder.Path);
        Assert.Equal(2, files.Length);
        foreach (var file in files)
        {
            if (isDeleted)
            {
                File.Delete(file);
            }
            else
            {
                File.WriteAllBytes(file, []);
            }
        }

        LookTwice(served);
        Assert.Equal(old, await CurrentAsync(served));
    }

    [Fact]
    public async Task A_version_that_comes_is_served_and_one_that_goes_is_not()
    {
        _folder.Ours("r/m/1/model.onnx");
        await using var served = await Served.StartAsync(Path.Combine(_folder.Path, "r"));
        var first = await CurrentAsync(served, "m");

        _folder.Put("r/m/2/model.onnx", TestModels.OursOfSeed(2));
        LookTwice(served);
        Assert.Equal(await AnswerOfAsync(2), await CurrentAsync(served, "m"));
        Assert.Equal(first, await CurrentAsync(served, "m/versions/1"));

        Directory.Delete(Path.Combine(_folder.Path, "r/m/2"), recursive: true);
        LookTwice(served);
        Assert.Equal(first, await CurrentAsync(served, "m"));
        Assert.Equal(404, (await served.GetAsync("v2/models/m/versions/2")).Status);
    }

    [Fact]
    public async Task A_broken_version_that_comes_leaves_the_others_alone()
    {
        _folder.Ours("r/m/1/model.onnx");
        await using var served = await Served.StartAsync(Path.Combine(_folder.Path, "r"));
        var first = await CurrentAsync(served, "m");

        _folder.Put("r/m/2/model.onnx", "no model"u8.ToArray());
        LookTwice(served);
        LookTwice(served);

        Assert.Equal(first, await CurrentAsync(served, "m"));
        Assert.Equal(404, (await served.GetAsync("v2/models/m/versions/2")).Status);
        Assert.Contains(Refused(1), (await served.GetAsync("metrics")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_wrong_and_went_is_said_when_it_comes_again()
    {
        using var log = new LogRecorder();
        _folder.Ours("r/m/1/model.onnx");
        await using var served = await Served.StartAsync(
            [Path.Combine(_folder.Path, "r")], options => options with { Log = log, LogLevel = LogLevel.Error });
        var time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

        for (var times = 1; times <= 2; times++)
        {
            File.SetLastWriteTimeUtc(_folder.Put("r/m/2/model.onnx", "no model"u8.ToArray()), time);
            LookTwice(served);
            LookTwice(served);
            _folder.Put("r/m/words/model.onnx", []);
            LookTwice(served);

            Assert.Equal(times, log.With("model m version 2: the new file is not served: ").Count);
            Assert.Equal(times, log.With("words: not the folder of a version").Count);
            Assert.Contains(Refused(times), (await served.GetAsync("metrics")).Text, StringComparison.Ordinal);
            Directory.Delete(Path.Combine(_folder.Path, "r/m/words"), recursive: true);
            Directory.Delete(Path.Combine(_folder.Path, "r/m/2"), recursive: true);
            LookTwice(served);
        }
    }

    internal static void LookTwice(Served served)
    {
        served.Server.Reloader.Look();
        served.Server.Reloader.Look();
    }

    internal static void Replace(string path, byte[] content)
    {
        var before = new FileInfo(path);
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, before.LastWriteTimeUtc.AddSeconds(1)); // the clock of a file system may be coarse
    }

    private static async Task<string> CurrentAsync(Served served, string model = "ours")
    {
        var (status, answer) = await served.PostAsync($"v2/models/{model}/infer", Request);
        Assert.Equal(200, status);
        return Outputs(answer);
    }

    private async Task<string> AnswerOfAsync(int seed)
    {
        await using var served = await Served.StartAsync(_folder.Put("expected/ours.onnx", TestModels.OursOfSeed(seed)));
        return await CurrentAsync(served);
    }

    private static string Refused(int count) => FormattableString.Invariant(
        $"scalenet_reloads_total{{model=\"m\",version=\"2\",outcome=\"refused\"}} {count}\n");

    private static string Outputs(JsonElement answer) => answer.GetProperty("outputs").GetRawText();

    private static async Task<(int Good, int All)> AskAsync(Served served, CancellationToken end)
    {
        var (good, all) = (0, 0);
        while (!end.IsCancellationRequested || all == 0)
        {
            var (status, _) = await served.PostAsync("v2/models/ours/infer", Request);
            good += status == 200 ? 1 : 0;
            all++;
        }

        return (good, all);
    }
}

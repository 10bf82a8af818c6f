using System.Diagnostics;
using Google.Protobuf;
using ScaleNet.Architecture.Tests;
using ScaleNet.Deployment.Inference;
using ScaleNet.Deployment.Tests.Inference;

namespace ScaleNet.Serving.Tests.Faults;

/// <summary>A model's file becomes something else while requests run: the old model answers them all, and a later good file is taken.</summary>
public sealed class ChangingFileTests : IDisposable
{
    private const string Request = """
        {"inputs":[{"name":"input","shape":[1,1,4,4],"datatype":"FP32","data":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]}]}
        """;

    private readonly TemporaryFolder _folder = new();
    private DateTime _time = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc); // of the files, a second more each time: a file system's clock may be coarse

    public void Dispose() => _folder.Dispose();

    /// <summary>What the file becomes, and whether that is seen as a file that is refused.</summary>
    public static TheoryData<string, bool> Changes => new()
    {
        { "truncated", true },
        { "empty", true },
        { "corrupted", true },
        { "another kind", true },
        { "a pipe", true },
        { "a device", true },
        { "a link to a damaged file", true },
        { "a model whose tensors are outside of its folder", true },
        { "a model whose tensors are in a pipe", true },
        { "unreadable", true },
        { "deleted", false },
        { "a folder", false },
        { "a folder of models", false },
        { "a broken link", false },
        { "a circle of links", false },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Nothing_that_the_file_becomes_loses_a_request(string change, bool isRefused)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no pipes and devices in folders on Windows.");
        Assert.SkipWhen(change == "unreadable" && Environment.IsPrivilegedProcess, "Who may do anything can read every file.");
        var path = _folder.Ours();
        await using var served = await Served.StartAsync(path);
        var old = await CurrentAsync(served);
        using var end = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 2).Select(_ => AskAsync(served, old, end.Token)).ToArray();

        Become(path, change);
        Look(served, times: 3);
        Look(served, times: 3);

        await end.CancelAsync();
        Assert.All(await Task.WhenAll(clients), count => Assert.True(count > 0));
        await AssertReloadsAsync(served, "refused", isRefused ? 1 : 0);
        Remove(path);
        Put(path, TestModels.OursOfSeed(3));
        Look(served, times: 2);
        Assert.NotEqual(old, await CurrentAsync(served));
        await AssertReloadsAsync(served, "replaced", 1);
        Assert.DoesNotContain("reload_problem", (await served.GetAsync("v1/models")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_leads_to_another_file_is_a_new_model()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights on Windows.");
        Put(At("first/model.onnx"), TestModels.OursOfSeed(1));
        Put(At("second/model.onnx"), TestModels.OursOfSeed(2));
        Directory.CreateSymbolicLink(At("current"), At("first"));
        File.CreateSymbolicLink(At("ours.onnx"), At("current/model.onnx")); // as Kubernetes mounts files
        await using var served = await Served.StartAsync(At("ours.onnx"));
        var old = await CurrentAsync(served);

        Directory.Delete(At("current"));
        Directory.CreateSymbolicLink(At("current"), At("second"));
        Look(served, times: 2);

        Assert.NotEqual(old, await CurrentAsync(served));
        await AssertReloadsAsync(served, "replaced", 1);
    }

    [Fact]
    public async Task A_file_that_is_gone_keeps_no_other_model_from_being_renewed()
    {
        var ours = _folder.Ours();
        var other = _folder.Ours("other.onnx");
        Put(At("r/m/1/model.onnx"), TestModels.OursOfSeed(1));
        await using var served = await Served.StartAsync(ours, other, At("r"));
        var old = await CurrentAsync(served);

        File.Delete(other);
        Directory.Delete(At("r"), recursive: true);
        Put(ours, TestModels.OursOfSeed(3));
        Look(served, times: 2);

        Assert.NotEqual(old, await CurrentAsync(served));
        Assert.Equal(3, served.Server.ModelCount);
    }

    [Theory]
    [InlineData("../secret.bin")]
    [InlineData("/etc/hostname")]
    [InlineData("link.bin")]
    [InlineData("http://127.0.0.1/secret.bin")]
    public async Task Tensors_outside_of_the_models_folder_are_refused_at_the_start(string location)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights on Windows.");
        _folder.Put("secret.bin", new byte[12]);
        var path = _folder.Put("model/foreign.onnx", TinyModels.WithTensorAt(location).ToByteArray());
        File.CreateSymbolicLink(At("model/link.bin"), At("secret.bin"));

        var problem = await Assert.ThrowsAsync<InferenceException>(() => Served.StartAsync(path));

        Assert.StartsWith(path, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/model.onnx")]
    [InlineData("https://example.org/model.onnx")]
    [InlineData("file:///etc/hostname")]
    [InlineData("m=http://127.0.0.1:9/model.onnx")]
    [InlineData("m=file:///etc/hostname")]
    [InlineData("s3://bucket/model.onnx")]
    public async Task An_address_is_no_file(string argument)
    {
        var problem = await Assert.ThrowsAnyAsync<Exception>(() => Served.StartAsync(argument));

        Assert.True(problem is ServingException or InferenceException, problem.ToString());
        Assert.Contains("not there", problem.Message, StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(_folder.Path, name);

    private void Become(string path, string change)
    {
        var whole = File.ReadAllBytes(path);
        Remove(path);
        switch (change)
        {
            case "truncated":
                Put(path, whole[..(whole.Length / 2)]);
                break;
            case "empty":
                Put(path, []);
                break;
            case "corrupted":
                Put(path, [.. whole.Select((value, at) => at % 5 == 0 ? (byte)~value : value)]);
                break;
            case "another kind":
                Put(path, "no model"u8.ToArray());
                break;
            case "a pipe":
                MakePipe(path);
                break;
            case "a device":
                File.CreateSymbolicLink(path, "/dev/zero");
                break;
            case "a link to a damaged file":
                Put(At("damaged"), whole[..10]);
                File.CreateSymbolicLink(path, At("damaged"));
                break;
            case "a model whose tensors are outside of its folder":
                Put(path, TinyModels.WithTensorAt("../secret.bin").ToByteArray());
                break;
            case "a model whose tensors are in a pipe":
                MakePipe(At("tensors"));
                Put(path, TinyModels.WithTensorAt("tensors").ToByteArray());
                break;
            case "unreadable" when !OperatingSystem.IsWindows():
                Put(path, whole);
                File.SetUnixFileMode(path, UnixFileMode.None);
                break;
            case "a folder":
                Directory.CreateDirectory(path);
                break;
            case "a folder of models":
                Put(Path.Combine(path, "other/1/model.onnx"), whole);
                break;
            case "a broken link":
                File.CreateSymbolicLink(path, At("nowhere"));
                break;
            case "a circle of links":
                File.CreateSymbolicLink(path, path);
                break;
            default:
                Assert.Equal("deleted", change);
                break;
        }
    }

    private void Put(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, _time = _time.AddSeconds(1));
    }

    private static void MakePipe(string path)
    {
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else
        {
            File.Delete(path);
        }
    }

    private static void Look(Served served, int times)
    {
        for (var i = 0; i < times; i++)
        {
            served.Server.Reloader.Look();
        }
    }

    private static async Task AssertReloadsAsync(Served served, string outcome, int count)
    {
        var lines = (await served.GetAsync("metrics")).Text.Split('\n').Where(line =>
            line.StartsWith("scalenet_reloads_total", StringComparison.Ordinal) && line.Contains($"\"{outcome}\"", StringComparison.Ordinal));
        Assert.Equal(count == 0 ? [] : [$"scalenet_reloads_total{{model=\"ours\",version=\"1\",outcome=\"{outcome}\"}} {count}"], lines);
    }

    private static async Task<string> CurrentAsync(Served served)
    {
        var (status, answer) = await served.PostAsync("v2/models/ours/infer", Request);
        Assert.True(status == 200, answer.GetRawText());
        return answer.GetProperty("outputs").GetRawText();
    }

    /// <summary>Asks until told to end, each time for the same answer; how often.</summary>
    private static async Task<int> AskAsync(Served served, string expected, CancellationToken end)
    {
        var count = 0;
        for (; !end.IsCancellationRequested || count == 0; count++)
        {
            Assert.Equal(expected, await CurrentAsync(served));
        }

        return count;
    }
}

using System.Net;
using Microsoft.Extensions.Logging;
using ScaleNet.Architecture.Tests;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.Serving.Tests;

/// <summary>Servers that cannot start: one line each.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task A_damaged_model_is_refused()
    {
        using var folder = new TemporaryFolder();
        var whole = File.ReadAllBytes(folder.Ours());

        var problem = await Assert.ThrowsAsync<InferenceException>(() => Served.StartAsync(folder.Put("cut.onnx", whole[..(whole.Length / 2)])));

        Assert.Contains("cut.onnx: not an ONNX model (it is damaged, cut short or of another kind)", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var folder = new TemporaryFolder();
        await using var first = await Served.StartAsync(folder.Means());
        var port = first.Server.Address.Port;

        var problem = await Assert.ThrowsAsync<ServingException>(() => Served.StartAsync([folder.Means()], options => options with { Port = port }));

        Assert.Equal($"127.0.0.1:{port}: another program listens there. Choose another --port, or 0 for a free one.", problem.Message);
    }

    [Fact]
    public async Task It_listens_to_this_machine_only()
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(folder.Means());

        Assert.True(served.Server.Address.IsLoopback);
    }

    [Theory]
    [InlineData("0.0.0.0", null, true)]
    [InlineData("0.0.0.0", "secret", false)]
    [InlineData("127.0.0.1", null, false)]
    public async Task Who_lets_everybody_ask_is_warned(string address, string? key, bool isWarned)
    {
        using var folder = new TemporaryFolder();
        using var log = new LogRecorder();

        await using var served = await Served.StartAsync(
            [folder.Means()], options => options with { Address = IPAddress.Parse(address), ApiKey = key, Log = log, LogLevel = LogLevel.Warning });

        var warnings = log.Entries.Where(entry => entry.Message == "every machine that reaches 0.0.0.0 may ask, as there is no key").ToArray();
        Assert.Equal(isWarned, warnings is [{ Level: LogLevel.Warning }]);
    }

    [Fact]
    public async Task Models_with_tensors_in_another_file_are_served_from_memory()
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync($"one={folder.InOneFile("one.onnx")}", $"two={folder.InTwoFiles("two.onnx")}");
        using var picture = new ByteArrayContent(TestModels.Picture());
        picture.Headers.ContentType = new("image/png");

        var (_, one) = await served.PostAsync("v1/classify?model=one", picture);
        var (_, two) = await served.PostAsync("v1/classify?model=two", picture);

        Assert.Equal(one.GetProperty("classes").GetRawText(), two.GetProperty("classes").GetRawText());
    }
}

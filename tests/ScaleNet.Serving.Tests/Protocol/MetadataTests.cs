using ScaleNet.Architecture.Tests;

namespace ScaleNet.Serving.Tests.Protocol;

/// <summary>What the server says of itself and of its models.</summary>
public sealed class MetadataTests(MeansServer server) : IClassFixture<MeansServer>
{
    [Theory]
    [InlineData("v2", 200, """{"name":"scalenet","version":"0.1.0","extensions":["binary_tensor_data"]}""")]
    [InlineData("v2/health/live", 200, """{"live":true}""")]
    [InlineData("v2/health/ready", 200, """{"live":true,"ready":true}""")]
    [InlineData("v2/models/means", 200, """{"name":"means","versions":["1"],"platform":"onnx_onnxv1","inputs":[{"name":"pixels","datatype":"FP32","shape":[-1,3,4,4]}],"outputs":[{"name":"answer","datatype":"FP32","shape":[-1,3]}]}""")]
    [InlineData("v2/models/means/ready", 200, """{"name":"means","ready":true}""")]
    [InlineData("v2/models/means/versions/1/ready", 200, """{"name":"means","ready":true}""")]
    [InlineData("v2/models/Means", 404, """{"error":"model 'Means': not served here (served: means). Ask for another."}""")]
    [InlineData("v2/models/means/versions/2", 404, """{"error":"model 'means': has no version '2' (served: 1). Ask for another."}""")]
    [InlineData("v2/models/means/versions/one/ready", 404, """{"error":"model 'means': has no version 'one' (served: 1). Ask for another."}""")]
    [InlineData("v2/nothing", 404, """{"error":"/v2/nothing: there is nothing at this address"}""")]
    [InlineData("v2/models/means/infer", 405, """{"error":"/v2/models/means/infer: got GET, expected POST"}""")]
    public async Task The_answers_are_the_protocols(string address, int status, string text) =>
        Assert.Equal((status, text), await server.Served.GetAsync(address));

    [Fact]
    public async Task A_request_without_a_version_gets_the_highest()
    {
        using var folder = new TemporaryFolder();
        folder.Means("models/m/9/model.onnx");
        folder.Put("models/m/10/model.onnx", File.ReadAllBytes(folder.Ours()));
        await using var served = await Served.StartAsync(Path.Combine(folder.Path, "models"));

        Assert.Contains("logits", (await served.GetAsync("v2/models/m")).Text, StringComparison.Ordinal);
        Assert.Contains("""
            "versions":["9","10"]
            """, (await served.GetAsync("v2/models/m/versions/9")).Text, StringComparison.Ordinal);
        Assert.Contains("answer", (await served.GetAsync("v2/models/m/versions/9")).Text, StringComparison.Ordinal);
    }
}

using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ScaleNet.Architecture.Tests;

namespace ScaleNet.Serving.Tests.Protocol;

/// <summary>The examples of the protocol's text and of its extension for binary tensors, on the wire.</summary>
public sealed class ExampleTests
{
    private static readonly float[] Answer = [1.0f, 1.1f, 2.0f, 2.1f, 3.0f, 3.1f];

    [Fact]
    public async Task Tensors_in_JSON()
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(folder.OfTheExamples());

        var (status, answer) = await served.PostAsync("v2/models/mymodel/infer", """
            {
              "id" : "42",
              "inputs" : [
                { "name" : "input0", "shape" : [ 2, 2 ], "datatype" : "UINT32", "data" : [ 1, 2, 3, 4 ] },
                { "name" : "input1", "shape" : [ 3 ], "datatype" : "BOOL", "data" : [ true, false, true ] }
              ],
              "outputs" : [ { "name" : "output0" } ]
            }
            """);

        Assert.Equal(200, status);
        Assert.Equal(
            """{"model_name":"mymodel","model_version":"1","id":"42","outputs":[{"name":"output0","datatype":"FP32","shape":[3,2],"data":[1,1.1,2,2.1,3,3.1]}]}""",
            answer.GetRawText());
    }

    [Fact]
    public async Task Tensors_as_bytes_behind_the_JSON()
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(folder.OfTheExamples());
        const string json = """
            {
              "model_name" : "mymodel",
              "inputs" : [
                { "name" : "input0", "shape" : [ 2, 2 ], "datatype" : "UINT32", "parameters" : { "binary_data_size" : 16 } },
                { "name" : "input1", "shape" : [ 3 ], "datatype" : "BOOL", "parameters" : { "binary_data_size" : 3 } }
              ],
              "outputs" : [ { "name" : "output0", "parameters" : { "binary_data" : true } } ]
            }
            """;
        byte[] tensors = [1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 1, 0, 1];

        using var content = Binary(json, tensors);
        using var answer = await served.AnswerToAsync("v2/models/mymodel/versions/1/infer", content);
        var body = await Served.BytesOf(answer);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType?.MediaType);
        var length = int.Parse(answer.Headers.GetValues("Inference-Header-Content-Length").Single(), null);
        Assert.Equal(body.Length, length + 24);
        Assert.Equal(body.Length, answer.Content.Headers.ContentLength);
        var output = JsonSerializer.Deserialize<JsonElement>(body.AsSpan(0, length)).GetProperty("outputs")[0];
        Assert.Equal("""{"name":"output0","datatype":"FP32","shape":[3,2],"parameters":{"binary_data_size":24}}""", output.GetRawText());
        Assert.Equal(Answer, MemoryMarshal.Cast<byte, float>(body.AsSpan(length)).ToArray());
    }

    [Theory]
    [InlineData("""{"binary_data_output":true}""", "{}", true)]
    [InlineData("""{"binary_data_output":true}""", """{"binary_data":false}""", false)]
    [InlineData("""{"binary_data_output":false}""", """{"binary_data":true}""", true)]
    [InlineData("{}", "{}", false)]
    public async Task An_output_overrides_what_the_request_says_of_all(string all, string one, bool isBinary)
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(folder.OfTheExamples());

        using var answer = await served.AnswerToAsync("v2/models/mymodel/infer", new StringContent($$"""
            {
              "parameters" : {{all}},
              "inputs" : [
                { "name" : "input0", "shape" : [ 2, 2 ], "datatype" : "UINT32", "data" : [ [ 1, 2 ], [ 3, 4 ] ] },
                { "name" : "input1", "shape" : [ 3 ], "datatype" : "BOOL", "data" : [ true, false, true ] }
              ],
              "outputs" : [ { "name" : "output0", "parameters" : {{one}} } ]
            }
            """));

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(isBinary, answer.Headers.Contains("Inference-Header-Content-Length"));
    }

    /// <summary>A body of JSON and bytes.</summary>
    internal static ByteArrayContent Binary(string json, byte[] tensors)
    {
        var text = Encoding.UTF8.GetBytes(json);
        var content = new ByteArrayContent([.. text, .. tensors]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.Add("Inference-Header-Content-Length", text.Length.ToString(null, null));
        return content;
    }
}

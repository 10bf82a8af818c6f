using System.Globalization;
using System.Text.Json;

namespace ScaleNet.Serving.Tests.Http;

/// <summary>Answers as they come are as the description of the interface has them.</summary>
public sealed class DescribedAnswerTests(DescribedServer server) : IClassFixture<DescribedServer>
{
    private const string Infer = "/v2/models/{model}/infer";
    private const string Request = """
        {"inputs":[{"name":"input0","shape":[2,2],"datatype":"UINT32","data":[1,2,3,4]},{"name":"input1","shape":[3],"datatype":"BOOL","data":[true,false,true]}]}
        """;

    [Theory]
    [InlineData("v2", "/v2")]
    [InlineData("v2/health/live", "/v2/health/live")]
    [InlineData("v2/health/ready", "/v2/health/ready")]
    [InlineData("v2/models/ours", "/v2/models/{model}")]
    [InlineData("v2/models/ours/versions/1", "/v2/models/{model}/versions/{version}")]
    [InlineData("v2/models/nobody", "/v2/models/{model}")]
    [InlineData("v2/models/ours/ready", "/v2/models/{model}/ready")]
    [InlineData("v1/models", "/v1/models")]
    [InlineData("v1/models/ours/network", "/v1/models/{model}/network")]
    [InlineData("v1/models/means/network", "/v1/models/{model}/network")]
    [InlineData("v1/models/finder/network", "/v1/models/{model}/network")]
    [InlineData("v1/models/mymodel/network", "/v1/models/{model}/network")]
    [InlineData("v1/models/ours/network/allocation.svg", "/v1/models/{model}/network/allocation.svg")]
    [InlineData("v1/models/means/network/allocation.svg", "/v1/models/{model}/network/allocation.svg")]
    [InlineData("v1/examples", "/v1/examples")]
    [InlineData("v1/examples/0.png", "/v1/examples/{number}.png")]
    [InlineData("v1/examples/99.png", "/v1/examples/{number}.png")]
    [InlineData("metrics", "/metrics")]
    public async Task What_is_asked_for(string address, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);

        using var answer = await server.Served.SendAsync(request);

        await AssertIsDescribedAsync(path, "get", answer);
    }

    [Theory]
    [InlineData("v1/classify?model=ours&top=1&invert=true", 200)]
    [InlineData("v1/classify?model=finder", 400)]
    [InlineData("v1/detect?model=finder&threshold=0.01", 200)]
    [InlineData("v1/detect?threshold=2", 400)]
    public async Task What_is_said_of_a_picture(string address, int status)
    {
        using var picture = TestDetectors.Body(TestDetectors.Scene);

        using var answer = await server.Served.AnswerToAsync(address, picture);

        Assert.Equal(status, (int)answer.StatusCode);
        await AssertIsDescribedAsync($"/{address[..address.IndexOf('?', StringComparison.Ordinal)]}", "post", answer);
    }

    [Theory]
    [InlineData(Request, null, 200)]
    [InlineData(Request, "gzip", 415)]
    [InlineData("{", null, 400)]
    [InlineData("""{"parameters":{"binary_data_output":true},"inputs":[{"name":"input0","shape":[2,2],"datatype":"UINT32","data":[1,2,3,4]},{"name":"input1","shape":[3],"datatype":"BOOL","data":[true,false,true]}]}""", null, 200)]
    public async Task What_a_model_gives(string json, string? encoding, int status)
    {
        using var content = new StringContent(json);
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        using var answer = await server.Served.AnswerToAsync("v2/models/mymodel/infer", content);

        Assert.Equal(status, (int)answer.StatusCode);
        await AssertIsDescribedAsync(Infer, "post", answer);
    }

    [Fact]
    public void The_least_request_and_one_of_bytes_are_as_described()
    {
        var schema = Operation(Infer, "post").GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        const string bytes = """
            {
              "id": null, "parameters": { "binary_data_output": true }, "outputs": [{ "name": "output0" }],
              "inputs": [{ "name": "input0", "shape": [2, 2], "datatype": "UINT32", "parameters": { "binary_data_size": 16 } }]
            }
            """;

        Assert.Empty(Problems(schema, Request));
        Assert.Empty(Problems(schema, bytes));
        Assert.Equal(["$.inputs: missing"], Problems(schema, "{}"));
    }

    [Theory]
    [InlineData("/v1/classify", "top", """{"minimum":1,"type":"integer","format":"int32"}""")]
    [InlineData("/v1/classify", "invert", """{"type":"boolean"}""")]
    [InlineData("/v1/detect", "top", """{"minimum":1,"type":"integer","format":"int32"}""")]
    [InlineData("/v1/detect", "threshold", """{"maximum":1,"minimum":0,"type":"number"}""")]
    public void Parameters_are_of_their_kinds(string path, string name, string schema)
    {
        var parameter = Operation(path, "post").GetProperty("parameters").EnumerateArray().Single(one => one.GetProperty("name").GetString() == name);

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(schema), parameter.GetProperty("schema")), parameter.GetProperty("schema").GetRawText());
    }

    private async Task AssertIsDescribedAsync(string path, string method, HttpResponseMessage answer)
    {
        var status = ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture);
        var type = answer.Content.Headers.ContentType!.MediaType!;
        var responses = Operation(path, method).GetProperty("responses");
        Assert.True(responses.TryGetProperty(status, out var response), $"{status} is not described");
        Assert.True(response.GetProperty("content").TryGetProperty(type, out var content), $"{status} {type} is not described");
        if (type == "application/json")
        {
            Assert.Empty(Problems(content.GetProperty("schema"), await Served.TextOf(answer)));
        }
    }

    private IEnumerable<string> Problems(JsonElement schema, string json) => new SchemaCheck(server.Document).Problems(schema, JsonElement.Parse(json));

    private JsonElement Operation(string path, string method) => server.Document.GetProperty("paths").GetProperty(path).GetProperty(method);
}

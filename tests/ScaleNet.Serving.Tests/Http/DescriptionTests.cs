using System.Text.Json;
using ScaleNet.Architecture.Tests;

namespace ScaleNet.Serving.Tests.Http;

/// <summary>The description of the interface in OpenAPI.</summary>
public sealed class DescriptionTests
{
    [Fact]
    public async Task Every_address_is_in_it_with_a_sentence_and_its_answers()
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(folder.Means());

        var document = JsonSerializer.Deserialize<JsonElement>((await served.GetAsync("openapi.json")).Text);
        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (Name: $"{operation.Name} {path.Name}", operation.Value))).ToArray();

        Assert.Equal(
            [
                "get /metrics", "get /v1/examples", "get /v1/examples/{number}.png", "get /v1/models", "get /v1/models/{model}/network",
                "get /v1/models/{model}/network/allocation.svg", "get /v2", "get /v2/health/live", "get /v2/health/ready",
                "get /v2/models/{model}", "get /v2/models/{model}/ready", "get /v2/models/{model}/versions/{version}",
                "get /v2/models/{model}/versions/{version}/ready", "post /v1/classify", "post /v1/detect", "post /v2/models/{model}/infer",
                "post /v2/models/{model}/versions/{version}/infer",
            ],
            operations.Select(operation => operation.Name).Order(StringComparer.Ordinal));
        Assert.All(operations, operation => Assert.Matches("^[A-Z][a-z ]", operation.Value.GetProperty("summary").GetString()));
        Assert.All(operations, operation => Assert.True(operation.Value.GetProperty("responses").TryGetProperty("200", out _)));
        var inference = operations.Single(operation => operation.Name == "post /v2/models/{model}/infer").Value;
        Assert.Equal(
            ["200", "400", "404", "413", "429", "500", "503", "504"],
            inference.GetProperty("responses").EnumerateObject().Select(answer => answer.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["application/json", "application/octet-stream"],
            inference.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(type => type.Name));
        var error = document.GetProperty("components").GetProperty("schemas").GetProperty("ErrorAnswer");
        Assert.Equal(["error"], error.GetProperty("properties").EnumerateObject().Select(property => property.Name));
    }
}

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
            ["200", "400", "404", "408", "413", "415", "429", "500", "503", "504"],
            inference.GetProperty("responses").EnumerateObject().Select(answer => answer.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["application/json", "application/octet-stream"],
            inference.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(type => type.Name));
        foreach (var address in new[] { "/v1/classify", "/v1/detect" })
        {
            Assert.True(document.GetProperty("paths").GetProperty(address).GetProperty("post").GetProperty("responses").TryGetProperty("408", out _));
        }

        Assert.Equal(
            ["get /metrics text/plain", "get /v1/examples/{number}.png image/png", "get /v1/models/{model}/network/allocation.svg image/svg+xml"],
            operations.SelectMany(operation => operation.Value.GetProperty("responses").GetProperty("200").GetProperty("content").EnumerateObject()
                .Where(type => type.Name is not ("application/json" or "application/octet-stream")).Select(type => $"{operation.Name} {type.Name}"))
                .Order(StringComparer.Ordinal));
        Assert.Equal(
            ["application/json", "application/octet-stream"],
            inference.GetProperty("responses").GetProperty("200").GetProperty("content").EnumerateObject().Select(type => type.Name));
        var error = document.GetProperty("components").GetProperty("schemas").GetProperty("ErrorAnswer");
        Assert.Equal(["error"], error.GetProperty("properties").EnumerateObject().Select(property => property.Name));
        Assert.All(operations, operation => Assert.False(operation.Value.TryGetProperty("security", out _)));
    }

    [Fact]
    public async Task With_a_key_it_says_what_wants_the_key()
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync([folder.Means()], options => options with { ApiKey = "secret" });

        var text = (await served.GetAsync("openapi.json")).Text;
        var document = JsonSerializer.Deserialize<JsonElement>(text);

        Assert.True(JsonElement.DeepEquals(
            JsonElement.Parse("""{"bearer":{"type":"http","scheme":"bearer"},"key":{"type":"apiKey","in":"header","name":"X-Api-Key"}}"""),
            document.GetProperty("components").GetProperty("securitySchemes")));
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            var operation = path.Value.EnumerateObject().Single().Value;
            var isGuarded = !path.Name.StartsWith("/v2/health", StringComparison.Ordinal);
            Assert.Equal(isGuarded, operation.GetProperty("responses").TryGetProperty("401", out var refusal));
            Assert.Equal(isGuarded, operation.TryGetProperty("security", out var security));
            if (isGuarded)
            {
                Assert.Equal("""[{"bearer":[]},{"key":[]}]""", JsonSerializer.Serialize(security));
                Assert.Equal(
                    "#/components/schemas/ErrorAnswer",
                    refusal.GetProperty("content").GetProperty("application/json").GetProperty("schema").GetProperty("$ref").GetString());
            }
        }

        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }
}

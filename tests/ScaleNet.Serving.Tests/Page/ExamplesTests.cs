using System.Text.Json;
using ScaleNet.Data.Images;
using ScaleNet.Serving.Page;

namespace ScaleNet.Serving.Tests.Page;

/// <summary>Pictures to try a model with.</summary>
public sealed class ExamplesTests(MeansServer server) : IClassFixture<MeansServer>
{
    [Fact]
    public async Task There_are_garments_to_classify_and_scenes_to_search()
    {
        var list = JsonSerializer.Deserialize<JsonElement>((await server.Served.GetAsync("v1/examples")).Text).EnumerateArray().ToArray();

        Assert.Equal(
            [.. Enumerable.Repeat("classification", 10), .. Enumerable.Repeat("detection", 4)], list.Select(example => example.GetProperty("kind").GetString()));
        Assert.Equal(
            """{"name":"Bag","url":"v1/examples/8.png","kind":"classification"}""", list[8].GetRawText());
        Assert.All(list[10..], scene => Assert.Contains(", ", scene.GetProperty("name").GetString(), StringComparison.Ordinal)); // two things at least
        using var request = new HttpRequestMessage(HttpMethod.Get, list[^1].GetProperty("url").GetString());
        using var answer = await server.Served.SendAsync(request);
        var picture = ImageDecoder.Decode(new MemoryStream(await Served.BytesOf(answer)), "scene");
        Assert.Equal((256, 256), (picture.Width, picture.Height));
        Assert.Equal((404, """{"error":"example '14': not there. Take one of v1/examples."}"""), await server.Served.GetAsync("v1/examples/14.png"));
    }

    [Fact]
    public void They_are_always_the_same() =>
        Assert.Equal(new Examples().All.Select(example => example.Png), new Examples().All.Select(example => example.Png));
}

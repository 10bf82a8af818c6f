using System.Text.Json;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Tests.Protocol;

namespace ScaleNet.Serving.Tests.Detection;

/// <summary>A detector asked by the protocol of tensors, and what the server says of it.</summary>
public sealed class DetectorTensorTests(DetectorServer server) : IClassFixture<DetectorServer>
{
    [Fact]
    public async Task Tensors_give_what_the_detector_finds()
    {
        var input = DetectionHead.InputOf(ImageDecoder.Decode(new MemoryStream(TestDetectors.Scene), "picture"));
        using var body = ExampleTests.Binary(
            """{"inputs":[{"name":"image","shape":[3,72,100],"datatype":"FP32","parameters":{"binary_data_size":86400}}]}""", input.Data.ToArray());

        var (status, answer) = await server.Served.PostAsync("v2/models/finder/infer", body);

        var found = TestDetectors.Find(TestDetectors.Scene);
        Assert.Equal(200, status);
        Assert.Equal($"[{found.Count},4]", Output(answer, "boxes").GetProperty("shape").GetRawText());
        Assert.Equal(found.Select(thing => thing.Score), Output(answer, "scores").GetProperty("data").EnumerateArray().Select(score => score.GetSingle()));
        Assert.Equal(found.Select(thing => thing.Label), Output(answer, "labels").GetProperty("data").EnumerateArray().Select(label => label.GetInt32()));
    }

    [Theory]
    [InlineData("[1,3,2,2]", "input 'image': got the shape [1, 3, 2, 2], expected [3, -1, -1] (-1: any from 1 up)")]
    [InlineData("[1,2,2]", "input 'image': got the shape [1, 2, 2], expected [3, -1, -1] (-1: any from 1 up)")]
    public async Task Tensors_of_another_shape_are_one_line(string shape, string words)
    {
        var (status, answer) = await server.Served.PostAsync(
            "v2/models/finder/infer", $$"""{"inputs":[{"name":"image","shape":{{shape}},"datatype":"FP32","data":[]}]}""");

        Assert.Equal(400, status);
        Assert.Equal(words, answer.GetProperty("error").GetString());
    }

    [Fact]
    public async Task It_takes_one_image_at_a_time_of_any_size()
    {
        var models = JsonSerializer.Deserialize<JsonElement>((await server.Served.GetAsync("v1/models")).Text).EnumerateArray().ToArray();
        var metadata = (await server.Served.GetAsync("v2/models/finder")).Text;

        Assert.Equal(["detection", "classification", "tensors"], models.Select(model => model.GetProperty("kind").GetString()));
        Assert.Equal(
            """{"name":"finder","version":"1","kind":"detection","max_batch":1,"batch_problem":"the first axis of 'image' is not free","classes":3}""",
            models[0].GetRawText());
        Assert.Contains("""
            "inputs":[{"name":"image","datatype":"FP32","shape":[3,-1,-1]}]
            """, metadata, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_request_is_counted_as_one_row()
    {
        await server.Served.PostAsync("v1/detect", TestDetectors.Body(TestDetectors.Scene));

        var lines = (await server.Served.GetAsync("metrics")).Text.Split('\n');
        var all = lines.Single(line => line.StartsWith("""scalenet_batch_rows_count{model="finder",version="1"} """, StringComparison.Ordinal)).Split(' ')[1];
        Assert.Contains($$"""scalenet_batch_rows_bucket{model="finder",version="1",le="1"} {{all}}""", lines);
        Assert.Contains(lines, line => line.StartsWith("""scalenet_requests_total{endpoint="/v1/detect",status="200"} """, StringComparison.Ordinal));
    }

    private static JsonElement Output(JsonElement answer, string name) =>
        answer.GetProperty("outputs").EnumerateArray().Single(output => output.GetProperty("name").GetString() == name);
}

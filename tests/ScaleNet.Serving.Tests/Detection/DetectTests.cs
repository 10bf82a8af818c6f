using System.Globalization;
using System.Text.Json;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Inference;
using SkiaSharp;

namespace ScaleNet.Serving.Tests.Detection;

/// <summary>Objects in pictures over HTTP.</summary>
public sealed class DetectTests(DetectorServer server) : IClassFixture<DetectorServer>
{
    private const byte OnItsSide = 6; // EXIF: to be turned by a quarter, clockwise

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, "image/png")]
    [InlineData(SKEncodedImageFormat.Jpeg, "image/jpeg")]
    [InlineData(SKEncodedImageFormat.Webp, "image/webp")]
    [InlineData(SKEncodedImageFormat.Png, "application/octet-stream")]
    public async Task The_answer_is_the_detectors(SKEncodedImageFormat format, string type)
    {
        var picture = Encode(format);

        var (status, answer) = await server.Served.PostAsync("v1/detect?model=finder&version=1&threshold=0", TestDetectors.Body(picture, type));

        Assert.True(status == 200, answer.GetRawText());
        Assert.Equal("finder", answer.GetProperty("model_name").GetString());
        Assert.Equal("1", answer.GetProperty("model_version").GetString());
        Assert.Equal((100, 72), (answer.GetProperty("width").GetInt32(), answer.GetProperty("height").GetInt32()));
        AssertIs(TestDetectors.Find(picture), answer);
        var latency = answer.GetProperty("latency_ms");
        Assert.True(latency.GetProperty("total").GetDouble() >= latency.GetProperty("compute").GetDouble());
    }

    [Fact]
    public async Task Boxes_are_those_of_the_picture_as_a_viewer_shows_it()
    {
        var turned = Turned(Encode(SKEncodedImageFormat.Jpeg));

        var (_, answer) = await server.Served.PostAsync("v1/detect?threshold=0", TestDetectors.Body(turned, "image/jpeg"));

        Assert.Equal((72, 100), (answer.GetProperty("width").GetInt32(), answer.GetProperty("height").GetInt32()));
        AssertIs(TestDetectors.Find(turned), answer);
    }

    [Fact]
    public async Task A_form_gives_what_its_file_alone_gives()
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("words"), "note" }, { TestDetectors.Body(TestDetectors.Scene), "image", "a.png" },
        };

        var (_, answer) = await server.Served.PostAsync("v1/detect?threshold=0", form);

        AssertIs(TestDetectors.Find(TestDetectors.Scene), answer);
    }

    [Fact]
    public async Task Only_so_sure_and_so_many_objects_are_told_as_are_wanted()
    {
        var all = TestDetectors.Find(TestDetectors.Scene);
        double least = all[all.Count / 2].Score;
        var words = least.ToString(CultureInfo.InvariantCulture);

        var (_, sure) = await server.Served.PostAsync($"v1/detect?threshold={words}", TestDetectors.Body(TestDetectors.Scene));
        var (_, first) = await server.Served.PostAsync("v1/detect?threshold=0&top=2", TestDetectors.Body(TestDetectors.Scene));
        var (_, usual) = await server.Served.PostAsync("v1/detect", TestDetectors.Body(TestDetectors.Scene));

        Assert.InRange(all.Count(thing => thing.Score >= 0.5), 1, all.Count - 1);
        AssertIs(all.Where(thing => thing.Score >= least), sure);
        AssertIs(all.Take(2), first);
        AssertIs(all.Where(thing => thing.Score >= 0.5), usual);
    }

    [Theory]
    [InlineData("?threshold=1.5", "image/png", 400, "threshold: got '1.5', expected a number from 0 to 1")]
    [InlineData("?threshold=-1", "image/png", 400, "threshold: got '-1', expected a number from 0 to 1")]
    [InlineData("?threshold=NaN", "image/png", 400, "threshold: got 'NaN'")]
    [InlineData("?threshold=0,5", "image/png", 400, "threshold: got '0,5'")]
    [InlineData("?top=0", "image/png", 400, "top: got '0', expected a whole number from 1 up")]
    [InlineData("?model=theirs", "image/png", 404, "model 'theirs': not served here (served: finder, ours, same)")]
    [InlineData("?version=2", "image/png", 404, "model 'finder': has no version '2'")]
    [InlineData("?model=ours", "image/png", 400, "model 'ours': does not find objects (")]
    [InlineData("?model=ours", "image/png", 400, ") Use /v1/classify.")]
    [InlineData("?model=same", "image/png", 400, "is no detector (got no text scalenet.kind, expected detector). Give a model of `scalenet detect export`.) Use /v2/models/same/infer.")]
    [InlineData("", "text/plain", 415, "got the content type 'text/plain', expected image/jpeg, png or webp")]
    [InlineData("", "multipart/form-data", 400, "the form has no boundary")]
    public async Task What_does_not_fit_is_one_line(string query, string type, int expected, string words) =>
        AssertRefused(expected, words, await server.Served.PostAsync($"v1/detect{query}", TestDetectors.Body(TestDetectors.Scene, type)));

    [Fact]
    public async Task A_detector_does_not_classify() => AssertRefused(
        400, "model 'finder': does not classify pictures (", await server.Served.PostAsync("v1/classify", TestDetectors.Body(TestDetectors.Scene)), ") Use /v1/detect.");

    [Fact]
    public async Task A_picture_so_narrow_that_nothing_remains_of_it_is_one_line() => AssertRefused(
        400,
        "the picture: Resizing to 64/128: nothing remains of an image so narrow (got 500x1). Use a larger picture.",
        await server.Served.PostAsync("v1/detect", TestDetectors.Body(ImageEncoder.EncodeGreyPng(new byte[500], 1, 500))));

    [Fact]
    public async Task What_is_no_whole_picture_is_one_line()
    {
        (byte[] File, string Words)[] bad =
        [
            ([], "the picture is empty"),
            ("words"u8.ToArray(), "the picture: not a picture that can be decoded"),
            (Encode(SKEncodedImageFormat.Jpeg)[..^40], "cut short"),
        ];

        foreach (var (file, words) in bad)
        {
            AssertRefused(400, words, await server.Served.PostAsync("v1/detect", TestDetectors.Body(file)));
        }
    }

    private static void AssertRefused(int status, string words, (int Status, JsonElement Answer) got, string more = "")
    {
        Assert.Equal(status, got.Status);
        var property = Assert.Single(got.Answer.EnumerateObject());
        Assert.Contains(words, property.Value.GetString(), StringComparison.Ordinal);
        Assert.Contains(more, property.Value.GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', property.Value.GetString()!);
    }

    private static void AssertIs(IEnumerable<DetectedObject> expected, JsonElement answer)
    {
        Assert.NotEmpty(expected);
        Assert.Equal(
            expected.Select(thing => (thing.Category.Name, thing.Category.Id, thing.Label, thing.Score, thing.Box.X1, thing.Box.Y1, thing.Box.Width, thing.Box.Height)),
            answer.GetProperty("detections").EnumerateArray().Select(thing => (
                thing.GetProperty("name").GetString()!, thing.GetProperty("category_id").GetInt64(), thing.GetProperty("label").GetInt32(),
                thing.GetProperty("score").GetSingle(), Side(thing, "x"), Side(thing, "y"), Side(thing, "width"), Side(thing, "height"))));
    }

    private static double Side(JsonElement thing, string name) => thing.GetProperty("box").GetProperty(name).GetDouble();

    private static byte[] Encode(SKEncodedImageFormat format)
    {
        using var bitmap = SKBitmap.Decode(TestDetectors.Scene);
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    /// <summary>The same file with the camera's note that it lies on its side.</summary>
    private static byte[] Turned(byte[] jpeg)
    {
        byte[] note =
        [
            0xFF, 0xE1, 0, 34, // a segment of 34 bytes
            .. "Exif\0\0II*\0"u8, 8, 0, 0, 0, // TIFF, the least byte first, the entries at 8
            1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, OnItsSide, 0, 0, 0, // one entry: the orientation, one number of 16 bits
            0, 0, 0, 0, // no more entries
        ];
        return [.. jpeg[..2], .. note, .. jpeg[2..]];
    }
}

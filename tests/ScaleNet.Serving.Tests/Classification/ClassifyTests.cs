using System.Net.Http.Headers;
using System.Text.Json;
using ScaleNet.Architecture.Tests;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Inference;
using ScaleNet.Deployment.Tests.Inference;
using ScaleNet.Serving.Tests.Pictures;
using SkiaSharp;

namespace ScaleNet.Serving.Tests.Classification;

/// <summary>Classes of pictures over HTTP.</summary>
public sealed class ClassifyTests : IDisposable
{
    private const double Tolerance = 1e-6; // sums of single precision in another order

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, "image/png")]
    [InlineData(SKEncodedImageFormat.Jpeg, "image/jpeg")]
    [InlineData(SKEncodedImageFormat.Webp, "image/webp")]
    [InlineData(SKEncodedImageFormat.Png, "application/octet-stream")]
    public async Task The_answer_is_the_classifiers(SKEncodedImageFormat format, string type)
    {
        await using var served = await Served.StartAsync(_folder.Ours());
        var picture = Encode(format);

        var (status, answer) = await served.PostAsync("v1/classify", Body(picture, type));

        Assert.True(status == 200, answer.GetRawText());
        Assert.Equal("ours", answer.GetProperty("model_name").GetString());
        Assert.Equal("1", answer.GetProperty("model_version").GetString());
        Assert.Equal((9, 7), (answer.GetProperty("width").GetInt32(), answer.GetProperty("height").GetInt32()));
        AssertIs(Expected(picture), answer);
        Assert.True(answer.GetProperty("latency_ms").GetProperty("total").GetDouble() >= 0);
    }

    [Fact]
    public async Task A_form_gives_what_its_file_alone_gives()
    {
        await using var served = await Served.StartAsync(_folder.Ours());
        var picture = Encode(SKEncodedImageFormat.Png);
        using var form = new MultipartFormDataContent { { new StringContent("words"), "note" }, { Body(picture, "image/png"), "image", "a.png" } };

        var (status, answer) = await served.PostAsync("v1/classify?model=ours&version=1", form);

        Assert.Equal(200, status);
        AssertIs(Expected(picture), answer);
    }

    [Fact]
    public async Task Bright_and_dark_can_be_exchanged_and_the_number_of_classes_chosen()
    {
        await using var served = await Served.StartAsync(_folder.Ours());
        var picture = Encode(SKEncodedImageFormat.Png);

        var (_, answer) = await served.PostAsync("v1/classify?top=1&invert=true", Body(picture, "image/png"));

        AssertIs(Expected(picture, invert: true).Take(1), answer);
    }

    [Fact]
    public async Task A_model_of_a_fixed_batch_gives_the_same()
    {
        await using var served = await Served.StartAsync(_folder.Ours(options: new ExportOptions { Batch = 3 }));
        var picture = Encode(SKEncodedImageFormat.Png);

        var (_, answer) = await served.PostAsync("v1/classify", Body(picture, "image/png"));

        AssertIs(Expected(picture), answer);
    }

    [Fact]
    public async Task What_is_no_whole_picture_is_one_line()
    {
        await using var served = await Served.StartAsync(_folder.Ours());
        var picture = Encode(SKEncodedImageFormat.Png);
        (byte[] File, string Words)[] bad =
        [
            ([], "the picture is empty"),
            ("words"u8.ToArray(), "the picture: not a picture that can be decoded"),
            (picture[..(picture.Length / 2)], "cut short"),
            (Encode(SKEncodedImageFormat.Jpeg)[..^40], "cut short"),
            (Bombs.Png(60_000, 60_000), "60000 x 60000 pixels are too many (got 3600000000, expected at most 50000000)"),
        ];

        foreach (var (file, words) in bad)
        {
            var (status, answer) = await served.PostAsync("v1/classify", Body(file, "image/png"));

            Assert.Equal(400, status);
            Assert.Contains(words, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        }

        Assert.Equal(200, (await served.PostAsync("v1/classify", Body(picture, "image/png"))).Status);
    }

    [Fact]
    public async Task The_limit_of_pixels_is_an_option()
    {
        await using var served = await Served.StartAsync([_folder.Ours()], options => options with { MaxPixels = 62 });

        var (status, answer) = await served.PostAsync("v1/classify", Body(Encode(SKEncodedImageFormat.Png), "image/png"));

        Assert.Equal(400, status);
        Assert.Contains("9 x 7 pixels are too many (got 63, expected at most 62)", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_fit_is_one_line()
    {
        await using var served = await Served.StartAsync(_folder.Ours(), _folder.Same(Onnx.TensorProto.Types.DataType.Int64));
        (string Query, string Type, int Status, string Words)[] wrong =
        [
            ("?top=0", "image/png", 400, "top: got '0', expected a whole number from 1 up"),
            ("?invert=maybe", "image/png", 400, "invert: got 'maybe', expected true or false"),
            ("?model=theirs", "image/png", 404, "model 'theirs': not served here (served: ours, same)"),
            ("?model=ours&version=2", "image/png", 404, "model 'ours': has no version '2'"),
            ("?model=same", "image/png", 400, "model 'same': does not classify pictures"),
            ("", "text/plain", 415, "got the content type 'text/plain', expected image/jpeg, png or webp"),
            ("", "multipart/form-data", 400, "the form has no boundary"),
            ("", "multipart/form-data; boundary=b", 400, "the form is damaged or cut short"),
        ];

        foreach (var (query, type, expected, words) in wrong)
        {
            var (status, answer) = await served.PostAsync($"v1/classify{query}", Body(Encode(SKEncodedImageFormat.Png), type));

            Assert.Equal(expected, status);
            Assert.Contains(words, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_form_without_a_file_is_one_line()
    {
        await using var served = await Served.StartAsync(_folder.Ours());
        using var form = new MultipartFormDataContent { { new StringContent("words"), "note" } };

        var (status, answer) = await served.PostAsync("v1/classify", form);

        Assert.Equal((400, """{"error":"the form has no file, expected a picture in it"}"""), (status, answer.GetRawText()));
    }

    private static void AssertIs(IEnumerable<(string Name, float Probability)> expected, JsonElement answer)
    {
        var classes = answer.GetProperty("classes").EnumerateArray().ToArray();
        Assert.Equal(expected.Select(one => one.Name), classes.Select(one => one.GetProperty("name").GetString()));
        Assert.Equal(
            expected.Select(one => one.Probability), classes.Select(one => one.GetProperty("probability").GetSingle()),
            (one, other) => Math.Abs(one - other) <= Tolerance);
    }

    private static (string Name, float Probability)[] Expected(byte[] picture, bool invert = false)
    {
        using var classifier = OnnxClassifier.Open(TinyModels.Ours(), "ours.onnx", new ClassifierOptions { Threads = 1 });
        var image = ImageDecoder.Decode(new MemoryStream(picture), "picture", DecodeOptions.AsSeen);
        var scores = new float[TinyModels.Classes];
        classifier.Run(ImagePreparation.ToInput(image, classifier.Description.Preprocessing, invert), scores);
        return [.. classifier.Rank(scores, TinyModels.Classes).Select(ranked => (TinyModels.Network.ClassNames![ranked.Index], ranked.Probability))];
    }

    private static ByteArrayContent Body(byte[] file, string type)
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    private static byte[] Encode(SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(9, 7);
        for (var at = 0; at < 9 * 7; at++)
        {
            bitmap.SetPixel(at % 9, at / 9, new SKColor((byte)(at * 37), (byte)(at * 11), (byte)(at * 5)));
        }

        using var image = SKImage.FromBitmap(bitmap);
        using var data = image.Encode(format, 90);
        return data.ToArray();
    }
}

using System.Net;
using ScaleNet.Architecture.Tests;
using ScaleNet.Serving.Tests.Models;
using ScaleNet.Serving.Tests.Pictures;

namespace ScaleNet.Serving.Tests.Detection;

/// <summary>Limits, the key, the end and new files, as far as they concern detectors.</summary>
public sealed class DetectLimitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_limits_of_pixels_and_of_bytes_are_those_of_classification()
    {
        await using var served = await Served.StartAsync([_folder.Detector()], options => options with { MaxPixels = 7199, MaxBodyBytes = 100_000 });

        var large = await served.PostAsync("v1/detect", TestDetectors.Body(TestDetectors.Scene));
        var longer = await served.PostAsync("v1/detect", TestDetectors.Body(new byte[100_001]));

        Assert.Equal(400, large.Status);
        Assert.Contains("100 x 72 pixels are too many (got 7200, expected at most 7199)", large.Answer.GetRawText(), StringComparison.Ordinal);
        Assert.Equal((413, """{"error":"the body is longer than 100000 bytes. Send less at once."}"""), (longer.Status, longer.Answer.GetRawText()));
    }

    [Theory]
    [InlineData(60_000, 60_000, 50_000_000)]
    [InlineData(15_000, 12_000, 178_956_965)] // 12 bytes a pixel fill the largest array
    public async Task A_picture_of_more_pixels_than_there_may_be_is_not_decoded(int width, int height, long most)
    {
        await using var served = await Served.StartAsync([_folder.Detector()], options => options with { MaxPixels = Math.Max(options.MaxPixels, most + (most % 2)) });

        var (status, answer) = await served.PostAsync("v1/detect", TestDetectors.Body(Bombs.Png(width, height)));

        Assert.Equal(400, status);
        Assert.Contains(
            FormattableString.Invariant($"pixels are too many (got {(long)width * height}, expected at most {most})"), answer.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_at_once_are_answered_as_one_is()
    {
        await using var served = await Served.StartAsync([_folder.Detector()], options => options with { Instances = 2 });
        var expected = await FoundAsync(served);

        var found = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => FoundAsync(served)));

        Assert.All(found, one => Assert.Equal(expected, one));
    }

    [Fact]
    public async Task A_picture_with_nothing_in_it_is_an_empty_list_in_both_protocols()
    {
        var unsure = TestDetectors.Spec with { Boxes = TestDetectors.Spec.Boxes with { LeastScore = 1 } };
        await using var served = await Served.StartAsync(_folder.Put("blind.onnx", TestDetectors.ModelOf(unsure)));

        var (_, answer) = await served.PostAsync("v1/detect?threshold=0", TestDetectors.Body(TestDetectors.Scene));
        var (_, tensors) = await served.PostAsync(
            "v2/models/blind/infer",
            $$"""{"inputs":[{"name":"image","shape":[3,4,4],"datatype":"FP32","data":[{{string.Join(",", Enumerable.Repeat("0.5", 48))}}]}]}""");

        Assert.Equal("[]", answer.GetProperty("detections").GetRawText());
        Assert.Equal(
            """[{"name":"boxes","datatype":"FP32","shape":[0,4],"data":[]},{"name":"scores","datatype":"FP32","shape":[0],"data":[]},{"name":"labels","datatype":"INT64","shape":[0],"data":[]}]""",
            tensors.GetProperty("outputs").GetRawText());
    }

    [Fact]
    public async Task One_request_more_than_may_wait_is_told_to_come_again_and_after_the_end_none_is_taken()
    {
        await using var served = await Served.StartAsync([_folder.Detector()], options => options with { QueueLimit = 1 });
        HttpResponseMessage refused;
        using (served.Server.Catalog.Slots[0].Admission.Enter())
        {
            refused = await served.AnswerToAsync("v1/detect", TestDetectors.Body(TestDetectors.Scene));
        }

        using var slow = await RawClient.ConnectAsync(served);
        await slow.SendAsync("POST /v1/detect HTTP/1.1\r\nHost: x\r\nContent-Type: image/png\r\nConnection: close\r\nContent-Length: 5\r\n\r\n");
        await Bounded.UntilAsync(() => served.Server.Gate.Active == 1);
        var stopped = served.Server.StopAsync();
        using var late = await served.AnswerToAsync("v1/detect", TestDetectors.Body(TestDetectors.Scene));
        await slow.SendAsync("words");
        var answer = await slow.ReadToEndAsync();
        await stopped;

        using (refused)
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.Equal(TimeSpan.FromSeconds(1), refused.Headers.RetryAfter?.Delta);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("not a picture that can be decoded", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_is_given_up()
    {
        await using var served = await Served.StartAsync([_folder.Detector()], options => options with { Timeout = TimeSpan.FromTicks(1) });

        var (status, answer) = await served.PostAsync("v1/detect", TestDetectors.Body(TestDetectors.Scene));

        Assert.Equal(504, status);
        Assert.StartsWith("the answer took longer than 0 s.", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, served.Server.Catalog.Slots[0].Admission.Count);
    }

    [Fact]
    public async Task Who_does_not_know_the_key_is_not_answered()
    {
        await using var served = await Served.StartAsync([_folder.Detector()], options => options with { ApiKey = "secret" });

        Assert.Equal(401, (await served.PostAsync("v1/detect", TestDetectors.Body(TestDetectors.Scene))).Status);
    }

    [Fact]
    public async Task A_file_may_become_a_detector_and_a_classifier_again()
    {
        var path = _folder.Ours("m.onnx");
        await using var served = await Served.StartAsync(path);
        Assert.Equal((200, 400), await StatusesAsync(served));

        ReloadTests.Replace(path, TestDetectors.Model);
        ReloadTests.LookTwice(served);
        Assert.Equal((400, 200), await StatusesAsync(served));
        Assert.Contains("\"kind\":\"detection\"", (await served.GetAsync("v1/models")).Text, StringComparison.Ordinal);

        ReloadTests.Replace(path, TestModels.OursOfSeed(1));
        ReloadTests.LookTwice(served);
        Assert.Equal((200, 400), await StatusesAsync(served));
    }

    private static async Task<string> FoundAsync(Served served)
    {
        var (status, answer) = await served.PostAsync("v1/detect?threshold=0", TestDetectors.Body(TestDetectors.Scene));
        Assert.Equal(200, status);
        return answer.GetProperty("detections").GetRawText();
    }

    private static async Task<(int Classify, int Detect)> StatusesAsync(Served served) => (
        (await served.PostAsync("v1/classify", TestDetectors.Body(TestDetectors.Scene))).Status,
        (await served.PostAsync("v1/detect", TestDetectors.Body(TestDetectors.Scene))).Status);
}

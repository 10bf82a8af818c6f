using System.Net;
using ScaleNet.Architecture.Tests;
using ScaleNet.Tests;

namespace ScaleNet.Serving.Tests.Http;

/// <summary>What a server does not take: too many, too long, too late.</summary>
[Collection(WholeProcess.Name)]
public sealed class LimitTests
{
    private static string Request { get; } =
        $$"""{"inputs":[{"name":"pixels","shape":[1,3,4,4],"datatype":"FP32","data":[{{string.Join(",", Enumerable.Repeat("1", 48))}}]}]}""";

    [Fact]
    public async Task One_request_more_than_may_wait_is_told_to_come_again()
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync([folder.Means()], options => options with
        {
            QueueLimit = 1,
            MaxBatch = 2,
            BatchDelay = TimeSpan.FromDays(1), // it waits for one that does not come
        });
        using var first = await RawClient.ConnectAsync(served);
        await first.SendAsync($"POST /v2/models/means/infer HTTP/1.1\r\nHost: x\r\nContent-Length: {Request.Length}\r\n\r\n{Request}");
        await Bounded.UntilAsync(() => served.Server.Catalog.Slots[0].Admission.Count == 1);

        using var answer = await served.AnswerToAsync("v2/models/means/infer", new StringContent(Request));

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), answer.Headers.RetryAfter?.Delta);
        Assert.Equal(
            """{"error":"model means: has 1 requests, as many as it may have at once. Come again later."}""", await Served.TextOf(answer));
        first.Dispose();
        await Bounded.UntilAsync(() => served.Server.Catalog.Slots[0].Admission.Count == 0);
        Assert.Equal(200, (await served.PostAsync("v2/models/means/infer", Request)).Status);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public async Task A_thousand_requests_at_once_are_answered_or_refused_and_memory_stays_small()
    {
        const int limit = 8;
        const int mebibyte = 1 << 20;
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync([folder.Means()], options => options with { QueueLimit = limit, MaxBodyBytes = mebibyte });
        var body = new byte[mebibyte]; // blanks behind the JSON
        Array.Fill(body, (byte)' ');
        System.Text.Encoding.ASCII.GetBytes(Request).CopyTo(body, 0);
        var (most, mostBytes) = (0, 0L);
        using var end = new CancellationTokenSource();
        var watch = WatchAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var codes = await Task.WhenAll(Enumerable.Range(0, 1000).Select(async _ =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "v2/models/means/infer") { Content = new ByteArrayContent(body) };
            request.Headers.ExpectContinue = true; // the body is sent when it is asked for
            using var answer = await served.SendAsync(request);
            Assert.True(answer.StatusCode == HttpStatusCode.OK || answer.Headers.RetryAfter is not null, await Served.TextOf(answer));
            return (int)answer.StatusCode;
        }));

        await end.CancelAsync();
        await watch;
        Assert.Equal(1000, codes.Count(code => code is 200 or 429));
        Assert.Contains(200, codes);
        Assert.InRange(most, 1, limit);
        Assert.InRange(mostBytes, mebibyte, limit * mebibyte);
        Assert.Equal(0, served.Server.Reception.Held);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 100L * mebibyte);
        Assert.Equal(200, (await served.PostAsync("v2/models/means/infer", Request)).Status);

        async Task WatchAsync()
        {
            while (!end.IsCancellationRequested)
            {
                most = Math.Max(most, served.Server.Catalog.Slots[0].Admission.Count);
                mostBytes = Math.Max(mostBytes, served.Server.Reception.Held);
                await Task.Yield();
            }
        }
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_refused_whether_its_length_is_said_or_not()
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync([folder.Means()], options => options with { MaxBodyBytes = 1000 });
        const string expected = """{"error":"the body is longer than 1000 bytes. Send less at once."}""";

        var (status, answer) = await served.PostAsync("v2/models/means/infer", new string(' ', 1001));
        using var chunked = new StreamContent(new MemoryStream(new byte[1001]));
        using var request = new HttpRequestMessage(HttpMethod.Post, "v2/models/means/infer") { Content = chunked };
        request.Headers.TransferEncodingChunked = true;
        using var other = await served.SendAsync(request);

        Assert.Equal((413, expected), (status, answer.GetRawText()));
        Assert.Equal((413, expected), ((int)other.StatusCode, await Served.TextOf(other)));
        Assert.Equal(200, (await served.PostAsync("v2/models/means/infer", Request)).Status);
    }

    [Fact]
    public async Task An_answer_that_takes_too_long_is_given_up()
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync([folder.Means()], options => options with
        {
            MaxBatch = 2,
            BatchDelay = TimeSpan.FromDays(1),
            Timeout = TimeSpan.FromMilliseconds(20), // it waits for one that does not come
        });

        var (status, answer) = await served.PostAsync("v2/models/means/infer", Request);

        Assert.Equal(504, status);
        Assert.StartsWith("the answer took longer than 0.02 s.", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, served.Server.Catalog.Slots[0].Admission.Count);
    }
}

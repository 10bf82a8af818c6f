using Microsoft.Extensions.Logging;
using ScaleNet.Architecture.Tests;

namespace ScaleNet.Serving.Tests.Http;

/// <summary>HEAD, which is GET without the body.</summary>
public sealed class HeadRequestTests(MeansServer server) : IClassFixture<MeansServer>
{
    [Theory]
    [InlineData("/", 200)]
    [InlineData("/v2/health/live", 200)]
    [InlineData("/v1/models", 200)]
    [InlineData("/v2/models/nobody", 404)]
    [InlineData("/nowhere", 404)]
    public async Task It_is_answered_as_GET_without_the_body(string address, int status)
    {
        var (head, body) = await AskAsync("GET", address);
        var (headAlone, nothing) = await AskAsync("HEAD", address);

        Assert.StartsWith($"HTTP/1.1 {status} ", head, StringComparison.Ordinal);
        Assert.Contains($"\r\nContent-Length: {body.Length}", head, StringComparison.Ordinal);
        Assert.Equal(WithoutDate(head), WithoutDate(headAlone));
        Assert.Equal("", nothing);
    }

    [Fact]
    public async Task Where_something_is_sent_it_is_refused_as_what_it_is()
    {
        var (head, body) = await AskAsync("HEAD", "/v2/models/means/infer");

        Assert.StartsWith("HTTP/1.1 405 ", head, StringComparison.Ordinal);
        Assert.Contains("\r\nAllow: POST\r\n", head, StringComparison.Ordinal);
        Assert.Equal("", body);
    }

    [Fact]
    public async Task The_log_and_the_counts_say_what_came()
    {
        using var folder = new TemporaryFolder();
        using var log = new LogRecorder();
        await using var served = await Served.StartAsync([folder.Means()], options => options with { Log = log, LogLevel = LogLevel.Information });
        using var request = new HttpRequestMessage(HttpMethod.Head, "v2/health/live");

        using var answer = await served.SendAsync(request);

        await Bounded.UntilAsync(() => log.With("HEAD /v2/health/live 200 in ").Count == 1);
        Assert.Contains("""scalenet_requests_total{endpoint="/v2/health/live",status="200"} 1""", (await served.GetAsync("metrics")).Text, StringComparison.Ordinal);
    }

    private async Task<(string Head, string Body)> AskAsync(string method, string address)
    {
        using var client = await RawClient.ConnectAsync(server.Served);
        await client.SendAsync($"{method} {address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        var answer = await client.ReadToEndAsync();
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        return (answer[..end], answer[end..]);
    }

    private static IEnumerable<string> WithoutDate(string head) =>
        head.Split("\r\n").Where(line => !line.StartsWith("Date: ", StringComparison.Ordinal));
}

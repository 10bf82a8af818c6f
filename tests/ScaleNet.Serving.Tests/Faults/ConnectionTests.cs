using ScaleNet.Architecture.Tests;

namespace ScaleNet.Serving.Tests.Faults;

/// <summary>What clients do with connections, by mistake and on purpose.</summary>
public sealed class ConnectionTests(MeansServer server) : IClassFixture<MeansServer>
{
    private const string Target = "POST /v2/models/means/infer HTTP/1.1\r\nHost: x\r\n";
    private const string Hidden = "GET /v2/health/live HTTP/1.1\r\nHost: x\r\n\r\n"; // what a smuggler wants to be answered as a request of its own

    private static string Body => RequestFuzzer.Ones;

    private static string Request { get; } = $"{Target}Content-Length: {RequestFuzzer.Ones.Length}\r\n\r\n{RequestFuzzer.Ones}";

    /// <summary>Messages whose end two readers may see at two places: a proxy before us and us.</summary>
    public static TheoryData<string, string> Smuggled => new()
    {
        { "both lengths", $"{Target}Content-Length: {Hidden.Length + 5}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{Hidden}" },
        { "both lengths, the other way", $"{Target}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5\r\n12345\r\n0\r\n\r\n{Hidden}" },
        { "two lengths", $"{Target}Content-Length: 0\r\nContent-Length: {Hidden.Length}\r\n\r\n{Hidden}" },
        { "a list of lengths", $"{Target}Content-Length: 0, {Hidden.Length}\r\n\r\n{Hidden}" },
        { "a negative length", $"{Target}Content-Length: -1\r\n\r\n{Hidden}" },
        { "no number", $"{Target}Content-Length: 0x10\r\n\r\n{Hidden}" },
        { "a length beyond 64 bits", $"{Target}Content-Length: 18446744073709551616\r\n\r\n{Hidden}" },
        { "an encoding that is not known", $"{Target}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{Hidden}" },
        { "chunks that are not last", $"{Target}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n{Hidden}" },
        { "a blank before the colon", $"{Target}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n{Hidden}" },
        { "a folded header", $"{Target}Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n{Hidden}" },
        { "a bare line feed in the length of a chunk", $"{Target}Transfer-Encoding: chunked\r\n\r\n0\n\n{Hidden}" },
        { "a bare line feed in what a chunk says more", $"{Target}Transfer-Encoding: chunked\r\n\r\n1;a\nx\r\n0\r\n\r\n{Hidden}" },
        { "a chunk beyond 64 bits", $"{Target}Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{Hidden}" },
        { "a chunk of negative length", $"{Target}Transfer-Encoding: chunked\r\n\r\n-1\r\n{Hidden}" },
        { "a zero in a header", $"{Target}X-A: \0\r\n\r\n{Hidden}" },
        { "two hosts", $"{Target}Host: y\r\nContent-Length: 0\r\n\r\n{Hidden}" },
        { "no host", $"POST /v2/models/means/infer HTTP/1.1\r\nContent-Length: 0\r\n\r\n{Hidden}" },
        { "another version", $"POST /v2/models/means/infer HTTP/3.7\r\nHost: x\r\nContent-Length: 0\r\n\r\n{Hidden}" },
    };

    [Theory]
    [MemberData(nameof(Smuggled))]
    public async Task A_message_with_two_ends_is_refused_and_its_connection_closed(string _, string message)
    {
        using var client = await Connection.OpenAsync(server.Served);

        await client.SendAsync(message);
        var answer = await client.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Matches(@"^HTTP/1\.1 (400|501|505) ", answer);
        Assert.DoesNotContain("\"live\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_in_one_piece_are_answered_in_their_order()
    {
        using var client = await Connection.OpenAsync(server.Served);

        await client.SendAsync(string.Concat(Enumerable.Range(0, 20).Select(at => at % 2 == 0 ? Request : Hidden)));

        for (var at = 0; at < 20; at++)
        {
            var answer = await client.ReadAnswerAsync();
            Assert.StartsWith("HTTP/1.1 200 OK", answer, StringComparison.Ordinal);
            Assert.Contains(at % 2 == 0 ? "\"data\":[1,1,1]" : "\"live\":true", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_body_is_asked_for_where_the_client_waits_for_that()
    {
        using var client = await Connection.OpenAsync(server.Served);
        await client.SendAsync($"{Target}Expect: 100-continue\r\nContent-Length: {Body.Length}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 100 Continue", await client.ReadAnswerAsync(), StringComparison.Ordinal);

        await client.SendAsync(Body);

        Assert.StartsWith("HTTP/1.1 200 OK", await client.ReadAnswerAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_not_asked_for()
    {
        using var client = await Connection.OpenAsync(server.Served);

        await client.SendAsync($"{Target}Expect: 100-continue\r\nContent-Length: 99999999999\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413 ", await client.ReadAnswerAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chunks_that_are_too_long_together_are_refused_before_they_end()
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync([folder.Means()], options => options with { MaxBodyBytes = 1000 });
        using var client = await Connection.OpenAsync(served);

        await client.SendAsync($"{Target}Transfer-Encoding: chunked\r\n\r\n" + string.Concat(Enumerable.Repeat("64\r\n" + new string(' ', 100) + "\r\n", 11)));

        Assert.StartsWith("HTTP/1.1 413 ", await client.ReadAnswerAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_is_shorter_than_announced_is_refused()
    {
        using var client = await Connection.OpenAsync(server.Served);

        await client.SendAsync($"{Target}Content-Length: {Body.Length + 1}\r\n\r\n{Body}");
        client.EndSending();
        var answer = await client.ReadToEndAsync();

        Assert.DoesNotContain("200 OK", answer, StringComparison.Ordinal);
        await AssertIsWellAsync(server.Served);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Clients_that_go_at_any_byte_of_their_request_leave_nothing_behind(bool isReset)
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(folder.Means());

        for (var at = 1; at <= Request.Length; at += 7)
        {
            var client = await Connection.OpenAsync(served);
            await client.SendAsync(Request[..at]);
            if (isReset)
            {
                client.Reset();
            }
            else
            {
                client.Dispose();
            }
        }

        await AssertIsWellAsync(served);
    }

    [Fact]
    public async Task Clients_that_go_in_the_middle_of_their_answer_leave_nothing_behind()
    {
        const int rows = 200_000; // an answer of three million bytes
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(folder.Same(Onnx.TensorProto.Types.DataType.Uint8));
        var body = $$"""{"inputs":[{"name":"input0","shape":[{{rows}},2],"datatype":"UINT8","data":[{{string.Join(",", Enumerable.Repeat("255", rows * 2))}}]}]}""";

        for (var i = 0; i < 5; i++)
        {
            var client = await Connection.OpenAsync(served, receiveBuffer: 4096);
            await client.SendAsync($"POST /v2/models/same/infer HTTP/1.1\r\nHost: x\r\nContent-Length: {body.Length}\r\n\r\n{body}");
            Assert.True(await client.ReadSomeAsync(1000));
            client.Reset();
        }

        await AssertIsWellAsync(served);
    }

    private static async Task AssertIsWellAsync(Served served)
    {
        await Bounded.UntilAsync(() => served.Server is { Gate.Active: 0, Reception.Held: 0 });
        Assert.Equal(200, (await served.PostAsync($"v2/models/{served.Server.Catalog.Slots[0].File.Name}/infer", served.Server.Catalog.Slots[0].File.Name == "means" ? Body : """{"inputs":[{"name":"input0","shape":[1,2],"datatype":"UINT8","data":[1,2]}]}""")).Status);
        Assert.DoesNotContain("status=\"5", (await served.GetAsync("metrics")).Text, StringComparison.Ordinal);
    }
}

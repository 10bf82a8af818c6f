using System.Diagnostics;
using Microsoft.Extensions.Logging;
using ScaleNet.Architecture.Tests;

namespace ScaleNet.Serving.Tests.Faults;

/// <summary>Clients that send or take slowly: they end in bounded time, and keep nobody from the server.</summary>
public sealed class SlowClientTests : IDisposable
{
    private const int Row = 2 * sizeof(long); // of the model that gives what it takes
    private const int Rows = 512 << 10; // 8 MiB, more than the buffers of both sides of a connection

    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MostForSlow = TimeSpan.FromSeconds(35);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_body_that_does_not_come_is_given_up()
    {
        await using var served = await Served.StartAsync([_folder.Means()], options => options with { TransferTimeout = Short });
        using var slow = await Connection.OpenAsync(served);
        await slow.SendAsync(Head(1000) + "{");

        var answer = await slow.ReadToEndAsync();

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
        Assert.EndsWith(
            """{"error":"the body comes too slowly, expected all of it within 0.5 s. Send less, or allow more time."}""", answer, StringComparison.Ordinal);
        await AssertHoldsNothingAsync(served);
    }

    [Fact]
    public async Task A_body_that_does_not_come_is_no_error_of_the_server()
    {
        using var log = new LogRecorder();
        await using (var served = await Served.StartAsync(
            [_folder.Means()], options => options with { TransferTimeout = Short, Log = log, LogLevel = LogLevel.Information }))
        {
            using var slow = await Connection.OpenAsync(served);
            await slow.SendAsync(Head(1000) + "{");
            Assert.StartsWith("HTTP/1.1 408 ", await slow.ReadToEndAsync(), StringComparison.Ordinal);
        }

        Assert.Single(log.With("POST /v2/models/means/infer 408 in "));
        Assert.DoesNotContain(log.Entries, entry => entry.Level > LogLevel.Information);
    }

    [Fact]
    public async Task An_answer_that_is_not_taken_is_given_up()
    {
        await using var served = await StartSameAsync(options => options with { TransferTimeout = Short });
        using var slow = await AskForMuchAsync(served);

        await AssertHoldsNothingAsync(served); // without a byte that was read

        Assert.EndsWith("(reset)", await slow.ReadToEndAsync(), StringComparison.Ordinal); // what is cut does not look whole
    }

    [Fact]
    public async Task Many_clients_that_send_slowly_keep_nobody_from_the_server()
    {
        const int many = 200;
        await using var served = await Served.StartAsync([_folder.Means()], options => options with { QueueLimit = 4 });
        var slow = await Task.WhenAll(Enumerable.Range(0, many).Select(_ => Connection.OpenAsync(served)));
        await Task.WhenAll(slow.Select(client => client.SendAsync(Head(RequestFuzzer.Ones.Length) + RequestFuzzer.Ones[..10])));
        await Bounded.UntilAsync(() => served.Server.Gate.Active == many);

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(200, (await served.PostAsync("v2/models/means/infer", RequestFuzzer.Ones)).Status);
        }

        Assert.Equal(many, served.Server.Gate.Active);
        await slow[0].SendAsync(RequestFuzzer.Ones[10..]);
        Assert.StartsWith("HTTP/1.1 200 ", await slow[0].ReadAnswerAsync(), StringComparison.Ordinal);
        Array.ForEach(slow, client => client.Dispose());
        await AssertHoldsNothingAsync(served);
    }

    [Fact]
    public async Task Many_clients_that_do_not_read_keep_nobody_from_the_server()
    {
        const int many = 3; // whose answers fit into what may be held
        await using var served = await StartSameAsync(options => options with { QueueLimit = 1 });
        var slow = new List<Connection>();
        for (var i = 0; i < many; i++)
        {
            slow.Add(await AskForMuchAsync(served));
            Assert.True(await slow[^1].ReadSomeAsync(1)); // it is computed; nothing more is read
        }

        var (status, _) = await served.PostAsync("v2/models/same/infer", """{"inputs":[{"name":"input0","shape":[1,2],"datatype":"INT64","data":[1,2]}]}""");

        Assert.Equal(200, status);
        slow.ForEach(client => client.Reset());
        await AssertHoldsNothingAsync(served);
    }

    [Fact]
    public async Task Bodies_that_are_too_long_together_are_told_to_come_again()
    {
        const int longest = 100_000;
        await using var served = await Served.StartAsync([_folder.Means()], options => options with { QueueLimit = 1, MaxBodyBytes = longest });
        using var slow = await Connection.OpenAsync(served);
        await slow.SendAsync(Head(longest) + new string(' ', longest - 1));
        await Bounded.UntilAsync(() => served.Server.Reception.Held == longest);

        using var answer = await served.AnswerToAsync("v2/models/means/infer", new StringContent(RequestFuzzer.Ones));

        Assert.Equal(System.Net.HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("the bodies of all requests together are longer than 100000 bytes", await Served.TextOf(answer), StringComparison.Ordinal);
        slow.Reset();
        await AssertHoldsNothingAsync(served);
        Assert.Equal(200, (await served.PostAsync("v2/models/means/infer", RequestFuzzer.Ones)).Status);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public async Task Slow_heads_bodies_and_readers_are_closed_within_35_seconds()
    {
        await using var served = await StartSameAsync(options => options);
        var clock = Stopwatch.StartNew();

        var closed = await Task.WhenAll(
            TrickleAsync("POST /v2/models/same/infer HTTP/1.1\r\nHost: x\r\nX-A: ", TimeSpan.FromSeconds(1)),
            TrickleAsync(Head(30_000_000, "same") + "{", TimeSpan.FromMilliseconds(50)),
            ReadNothingAsync(),
            ReadSlowlyAsync());

        Assert.All(closed, time => Assert.InRange(time, TimeSpan.Zero, MostForSlow));
        await AssertHoldsNothingAsync(served);

        // Sends a byte now and then until the server has closed.
        async Task<TimeSpan> TrickleAsync(string begin, TimeSpan pause)
        {
            using var client = await Connection.OpenAsync(served);
            await client.SendAsync(begin);
            var end = client.ReadToEndAsync();
            while (await Task.WhenAny(end, Task.Delay(pause)) != end)
            {
                try
                {
                    await client.SendAsync(" ");
                }
                catch (System.Net.Sockets.SocketException)
                {
                    break; // closed, between the look and the byte
                }
            }

            Assert.Contains("408", await end, StringComparison.Ordinal);
            return clock.Elapsed;
        }

        async Task<TimeSpan> ReadNothingAsync()
        {
            using var client = await AskForMuchAsync(served);
            await Task.Delay(MostForSlow);
            Assert.EndsWith("(reset)", await client.ReadToEndAsync(), StringComparison.Ordinal);
            return MostForSlow;
        }

        // A little every second: far from the whole in the time that there is.
        async Task<TimeSpan> ReadSlowlyAsync()
        {
            using var client = await AskForMuchAsync(served);
            while (await client.ReadSomeAsync(4096))
            {
                await Task.Delay(TimeSpan.FromSeconds(1));
            }

            return clock.Elapsed;
        }
    }

    private Task<Served> StartSameAsync(Func<ServerOptions, ServerOptions> change) =>
        Served.StartAsync([_folder.Same(Onnx.TensorProto.Types.DataType.Int64)], change);

    /// <summary>Sends a long request, whose answer is as long, and reads nothing.</summary>
    private static async Task<Connection> AskForMuchAsync(Served served)
    {
        var json = $$$"""
            {"parameters":{"binary_data_output":true},"inputs":[{"name":"input0","shape":[{{{Rows}}},2],"datatype":"INT64","parameters":{"binary_data_size":{{{Rows * Row}}}}}]}
            """;
        var client = await Connection.OpenAsync(served, receiveBuffer: 4096);
        await client.SendAsync(
            $"POST /v2/models/same/infer HTTP/1.1\r\nHost: x\r\n{Answers.HeaderName}: {json.Length}\r\nContent-Length: {json.Length + (Rows * Row)}\r\n\r\n{json}");
        await client.SendAsync(new byte[Rows * Row]);
        return client;
    }

    private static string Head(int length, string model = "means") =>
        $"POST /v2/models/{model}/infer HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n";

    private static async Task AssertHoldsNothingAsync(Served served)
    {
        await Bounded.UntilAsync(() => served.Server is { Gate.Active: 0, Reception.Held: 0 });
        Assert.Equal(0, served.Server.Catalog.Slots[0].Admission.Count);
        Assert.DoesNotContain("status=\"5", (await served.GetAsync("metrics")).Text, StringComparison.Ordinal);
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using ScaleNet.Architecture.Tests;

namespace ScaleNet.Serving.Tests.Http;

/// <summary>The end of a server: what it took it answers, what comes it refuses.</summary>
public sealed class DrainTests
{
    private const string Body = """{"inputs":[{"name":"pixels","shape":[1,3,4,4],"datatype":"FP32","data":[""";

    private static string Request { get; } = $"{Body}{string.Join(",", Enumerable.Repeat("1", 48))}]}}]}}";

    [Fact]
    public async Task A_request_under_way_is_answered_while_others_are_refused()
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(folder.Means());
        using var slow = await RawClient.ConnectAsync(served);
        await slow.SendAsync(
            $"POST /v2/models/means/infer HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {Request.Length}\r\n\r\n{Request[..50]}");
        await Bounded.UntilAsync(() => served.Server.Gate.Active == 1);

        var stopped = served.Server.StopAsync();
        var ready = await served.GetAsync("v2/health/ready");
        var (status, answer) = await served.PostAsync("v2/models/means/infer", Request);
        Assert.Equal((400, """{"live":true,"ready":false}"""), ready);
        Assert.Equal((400, """{"name":"means","ready":false}"""), await served.GetAsync("v2/models/means/ready"));
        Assert.Equal(200, (await served.GetAsync("v2/health/live")).Status);
        Assert.Equal(503, status);
        Assert.Equal("the server is ending. Ask another one, or this one later.", answer.GetProperty("error").GetString());
        Assert.False(stopped.IsCompleted);

        await slow.SendAsync(Request[50..]);
        var response = await slow.ReadToEndAsync();
        await stopped;

        Assert.StartsWith("HTTP/1.1 200 OK", response, StringComparison.Ordinal);
        Assert.Contains("\"data\":[1,1,1]", response, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpRequestException>(() => served.GetAsync("v2"));
        Assert.Equal(1, served.Server.Answered);
    }

    [Fact]
    public async Task Under_load_every_request_that_was_taken_is_answered()
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(folder.Means());
        var clients = Enumerable.Range(0, 16).Select(_ => AskAsync(served)).ToArray();
        await Bounded.UntilAsync(() => served.Server.Answered > 100);

        await served.Server.StopAsync();
        var answered = (await Task.WhenAll(clients)).Sum();

        Assert.Equal(served.Server.Answered, answered);
    }

    [Fact]
    public async Task A_request_that_is_cut_off_at_the_end_is_no_client_that_went()
    {
        using var folder = new TemporaryFolder();
        using var log = new LogRecorder();
        await using var served = await Served.StartAsync(
            [folder.Means()], options => options with { DrainTimeout = TimeSpan.FromMilliseconds(200), Log = log, LogLevel = LogLevel.Information });
        using var slow = await RawClient.ConnectAsync(served);
        await slow.SendAsync($"POST /v2/models/means/infer HTTP/1.1\r\nHost: x\r\nContent-Length: {Request.Length}\r\n\r\n{Request[..50]}");
        await Bounded.UntilAsync(() => served.Server.Gate.Active == 1);

        await served.Server.StopAsync();

        await Bounded.UntilAsync(() => log.With("POST /v2/models/means/infer").Count > 0);
        Assert.Matches("infer 503 in .* ms: the server ended before this was answered$", log.With("POST /v2/models/means/infer")[0]);
    }

    [Fact]
    public async Task The_end_does_not_wait_twice()
    {
        using var folder = new TemporaryFolder();
        var clock = new ClockOfTimers();
        await using var served = await Served.StartAsync(
            [folder.Means()], options => options with { DrainTimeout = TimeSpan.FromHours(1), TransferTimeout = TimeSpan.FromHours(2), Clock = clock });
        using var slow = await RawClient.ConnectAsync(served);
        await slow.SendAsync($"POST /v2/models/means/infer HTTP/1.1\r\nHost: x\r\nContent-Length: {Request.Length}\r\n\r\n{Request[..50]}");
        await Bounded.UntilAsync(() => served.Server.Gate.Active == 1);

        var stopped = served.Server.StopAsync();
        clock.Ring(TimeSpan.FromHours(1));

        await stopped.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
    }

    /// <summary>A clock whose timers go off when a test says so.</summary>
    private sealed class ClockOfTimers : TimeProvider
    {
        private readonly ConcurrentQueue<(TimeSpan Due, Action Ring)> _timers = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _timers.Enqueue((dueTime, () => callback(state)));
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        /// <summary>Lets those go off that were to wait so long.</summary>
        public void Ring(TimeSpan due)
        {
            foreach (var timer in _timers.Where(timer => timer.Due == due))
            {
                timer.Ring();
            }
        }
    }

    /// <summary>Asks until it is not answered any more; how often it was.</summary>
    private static async Task<int> AskAsync(Served served)
    {
        for (var answered = 0; ; answered++)
        {
            try
            {
                var (status, _) = await served.PostAsync("v2/models/means/infer", Request);
                if (status != 200)
                {
                    Assert.Equal(503, status);
                    return answered;
                }
            }
            catch (HttpRequestException)
            {
                return answered; // nobody listens any more
            }
        }
    }
}

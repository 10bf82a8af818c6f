using System.Globalization;
using System.Text.RegularExpressions;
using ScaleNet.Architecture.Tests;

namespace ScaleNet.Serving.Tests.Telemetry;

/// <summary>What the server counts, in Prometheus's text format.</summary>
public sealed partial class MetricsTests
{
    [Fact]
    public async Task Requests_are_counted_by_endpoint_and_status()
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(folder.Ours());
        using var picture = new ByteArrayContent(TestModels.Picture());
        picture.Headers.ContentType = new("image/png");
        await served.PostAsync("v1/classify", picture);
        await served.GetAsync("v2/models/ours/ready");
        await served.GetAsync("v2/models/theirs/ready");
        await served.GetAsync("anything/else");

        var (status, text) = await served.GetAsync("metrics");
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(200, status);
        Assert.All(lines, line => Assert.Matches(Line(), line));
        Assert.Contains("""scalenet_requests_total{endpoint="/v1/classify",status="200"} 1""", lines);
        Assert.Contains("""scalenet_requests_total{endpoint="/v2/models/{model}/ready",status="200"} 1""", lines);
        Assert.Contains("""scalenet_requests_total{endpoint="/v2/models/{model}/ready",status="404"} 1""", lines);
        Assert.Contains("""scalenet_requests_total{endpoint="none",status="404"} 1""", lines);
        Assert.Contains("""scalenet_batch_rows_bucket{model="ours",version="1",le="1"} 1""", lines);
        Assert.Contains("""scalenet_compute_seconds_count{model="ours",version="1"} 1""", lines);
        Assert.Contains("""scalenet_queue_length{model="ours",version="1"} 0""", lines);
        Assert.Contains("scalenet_ready 1", lines);
        var types = lines.Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).ToArray();
        Assert.Equal(types, types.Distinct());
    }

    [Fact]
    public async Task A_bucket_holds_all_below_it_and_the_last_one_all()
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(folder.Ours());
        for (var i = 0; i < 20; i++)
        {
            await served.GetAsync("v2");
        }

        var lines = (await served.GetAsync("metrics")).Text.Split('\n');
        var buckets = lines.Where(line => line.StartsWith("scalenet_request_seconds_bucket{endpoint=\"/v2\",", StringComparison.Ordinal)).ToArray();
        var counts = buckets.Select(line => int.Parse(line.Split(' ')[^1], CultureInfo.InvariantCulture)).ToArray();

        Assert.Equal(counts.Order(), counts);
        Assert.EndsWith("le=\"+Inf\"} 20", buckets[^1], StringComparison.Ordinal);
        Assert.Contains("scalenet_request_seconds_count{endpoint=\"/v2\"} 20", lines);
    }

    // The format's own grammar of a comment and of a sample.
    [GeneratedRegex("""^(# (HELP [a-z_]+ .+|TYPE [a-z_]+ (counter|gauge|histogram))|[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.E+-]+)$""")]
    private static partial Regex Line();
}

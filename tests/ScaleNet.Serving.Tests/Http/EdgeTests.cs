using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using ScaleNet.Serving.Http;
using ScaleNet.Serving.Models;
using ScaleNet.Serving.Telemetry;

namespace ScaleNet.Serving.Tests.Http;

/// <summary>The edge itself, where no client can bring about what is tested.</summary>
public sealed class EdgeTests
{
    [Fact]
    public async Task An_answer_that_cannot_be_written_is_logged_here_as_nobody_behind_does()
    {
        using var metrics = new ServingMetrics(new ModelCatalog(), () => true);
        using var log = new LogRecorder();
        var edge = new Edge(metrics, new Gate(), new ServerOptions { Models = [] }, log.CreateLogger<Edge>());
        var context = new DefaultHttpContext { Response = { Body = new ReadOnlyStream() } };
        var lifetime = new Lifetime();
        context.Features.Set<IHttpRequestLifetimeFeature>(lifetime);

        await edge.HandleAsync(context, _ => throw RequestProblem.Bad("wrong"));

        Assert.True(lifetime.IsAborted);
        Assert.Equal(LogLevel.Error, Assert.Single(log.Entries, entry => entry.Message.Contains("this is a defect", StringComparison.Ordinal)).Level);
    }

    private sealed class ReadOnlyStream() : MemoryStream([], writable: false);

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public bool IsAborted { get; private set; }

        public void Abort() => IsAborted = true;
    }
}

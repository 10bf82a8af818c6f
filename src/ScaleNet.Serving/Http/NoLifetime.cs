using Microsoft.Extensions.Hosting;

namespace ScaleNet.Serving.Http;

/// <summary>Leaves signals alone: who started the server ends it.</summary>
internal sealed class NoLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

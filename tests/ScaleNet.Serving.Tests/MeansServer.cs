using ScaleNet.Architecture.Tests;

namespace ScaleNet.Serving.Tests;

/// <summary>A server of the model of means, shared by tests that change nothing of it.</summary>
public sealed class MeansServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Served? _served;

    internal Served Served => _served!;

    public async ValueTask InitializeAsync() => _served = await Served.StartAsync(_folder.Means());

    public async ValueTask DisposeAsync()
    {
        if (_served is not null)
        {
            await _served.DisposeAsync();
        }

        _folder.Dispose();
    }
}

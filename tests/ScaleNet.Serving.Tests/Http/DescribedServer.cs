using System.Text.Json;
using ScaleNet.Architecture.Tests;

namespace ScaleNet.Serving.Tests.Http;

/// <summary>A server of a model of each kind, and what it says of itself.</summary>
public sealed class DescribedServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Served? _served;

    internal Served Served => _served!;

    internal JsonElement Document { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _served = await Served.StartAsync(
            [_folder.Ours(), _folder.Means(), _folder.Detector(), _folder.OfTheExamples()],
            options => options with { DrawAllocation = _ => "<svg/>" });
        Document = JsonSerializer.Deserialize<JsonElement>((await _served.GetAsync("openapi.json")).Text);
    }

    public async ValueTask DisposeAsync()
    {
        if (_served is not null)
        {
            await _served.DisposeAsync();
        }

        _folder.Dispose();
    }
}

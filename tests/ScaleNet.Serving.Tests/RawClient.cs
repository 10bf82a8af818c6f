using System.Net.Sockets;
using System.Text;

namespace ScaleNet.Serving.Tests;

/// <summary>A client that sends a request in pieces.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _client = new();

    public static async Task<RawClient> ConnectAsync(Served served)
    {
        var client = new RawClient();
        await client._client.ConnectAsync(served.Server.Address.Host, served.Server.Address.Port);
        return client;
    }

    public async Task SendAsync(string text) => await _client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>All that comes until the server closes.</summary>
    public async Task<string> ReadToEndAsync()
    {
        using var reader = new StreamReader(_client.GetStream());
        return await reader.ReadToEndAsync();
    }

    public void Dispose() => _client.Dispose();
}

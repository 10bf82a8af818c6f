using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace ScaleNet.Serving.Tests;

/// <summary>A server on a free port, and a client that asks it over HTTP.</summary>
internal sealed class Served : IAsyncDisposable
{
    private Served(Server server)
    {
        Server = server;
        Client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan })
        {
            BaseAddress = server.Address,
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public Server Server { get; }

    public HttpClient Client { get; }

    public static Task<Served> StartAsync(params string[] models) => StartAsync(models, options => options);

    public static async Task<Served> StartAsync(string[] models, Func<ServerOptions, ServerOptions> change) => new(await Server.StartAsync(change(
        new ServerOptions
        {
            Models = models,
            Port = 0,
            Threads = 1,
            LogLevel = LogLevel.None,
            ReloadInterval = TimeSpan.Zero, // tests look themselves
            BatchDelay = TimeSpan.Zero,
        })));

    /// <summary>The text of an address, whatever its status.</summary>
    public async Task<(int Status, string Text)> GetAsync(string address)
    {
        using var answer = await Client.GetAsync(address);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends JSON.</summary>
    public async Task<(int Status, JsonElement Answer)> PostAsync(string address, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await PostAsync(address, content);
    }

    /// <summary>Sends anything; the answer is JSON.</summary>
    public async Task<(int Status, JsonElement Answer)> PostAsync(string address, HttpContent content)
    {
        using var answer = await Client.PostAsync(address, content);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>Sends a request; the whole answer.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => Client.SendAsync(request);

    /// <summary>Sends a body; the whole answer.</summary>
    public Task<HttpResponseMessage> AnswerToAsync(string address, HttpContent content) => Client.PostAsync(address, content);

    /// <summary>The text of an answer.</summary>
    public static Task<string> TextOf(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();

    /// <summary>The bytes of an answer.</summary>
    public static Task<byte[]> BytesOf(HttpResponseMessage answer) => answer.Content.ReadAsByteArrayAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}

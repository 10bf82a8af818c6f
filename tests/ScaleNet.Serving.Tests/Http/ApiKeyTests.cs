using System.Net.Http.Headers;
using ScaleNet.Architecture.Tests;

namespace ScaleNet.Serving.Tests.Http;

/// <summary>A server with a key.</summary>
public sealed class ApiKeyTests(ApiKeyTests.GuardedServer server) : IClassFixture<ApiKeyTests.GuardedServer>
{
    [Theory]
    [InlineData("v2", 401)]
    [InlineData("v2/models/means", 401)]
    [InlineData("v1/models", 401)]
    [InlineData("metrics", 401)]
    [InlineData("v2/health/live", 200)]
    [InlineData("v2/health/ready", 200)]
    [InlineData("", 200)]
    [InlineData("app.js", 200)]
    [InlineData("openapi.json", 200)]
    public async Task Without_the_key_only_health_and_the_page_answer(string address, int expected) =>
        Assert.Equal(expected, (await server.Served.GetAsync(address)).Status);

    [Theory]
    [InlineData("Authorization", "Bearer secret", 200)]
    [InlineData("Authorization", "bearer secret", 200)]
    [InlineData("X-Api-Key", "secret", 200)]
    [InlineData("Authorization", "Bearer Secret", 401)]
    [InlineData("Authorization", "Basic secret", 401)]
    [InlineData("X-Api-Key", "secret2", 401)]
    [InlineData("X-Api-Key", "", 401)]
    public async Task Who_knows_the_key_is_answered(string header, string value, int expected)
    {
        var served = server.Served;
        using var request = new HttpRequestMessage(HttpMethod.Get, "v1/models");
        request.Headers.TryAddWithoutValidation(header, value);

        using var answer = await served.SendAsync(request);

        Assert.Equal(expected, (int)answer.StatusCode);
        if (expected == 401)
        {
            Assert.Equal(new AuthenticationHeaderValue("Bearer"), answer.Headers.WwwAuthenticate.Single());
            Assert.StartsWith("""{"error":"the key is missing or wrong""", await Served.TextOf(answer), StringComparison.Ordinal);
        }
    }

    /// <summary>A server with a key, for all tests here.</summary>
    public sealed class GuardedServer : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();
        private Served? _served;

        internal Served Served => _served!;

        public async ValueTask InitializeAsync() =>
            _served = await Served.StartAsync([_folder.Means()], options => options with { ApiKey = "secret" });

        public async ValueTask DisposeAsync()
        {
            if (_served is not null)
            {
                await _served.DisposeAsync();
            }

            _folder.Dispose();
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace ScaleNet.Serving.Http;

/// <summary>Lets in who knows the key: <c>Authorization: Bearer KEY</c> or <c>X-Api-Key: KEY</c>.</summary>
/// <remarks>Probes of health, the page itself and its description need none: they tell nothing and compute nothing.</remarks>
internal sealed class ApiKey
{
    private const string Scheme = "Bearer ";

    private static readonly string[] Guarded = ["/v1", "/v2", "/metrics"];
    private const string Health = "/v2/health";

    private readonly byte[]? _hash;

    /// <param name="key">The key; null for none.</param>
    public ApiKey(string? key) => _hash = key is null ? null : Hash(key);

    /// <summary>Answers 401 to who does not know the key.</summary>
    public Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (_hash is null || !Guards(context.Request.Path) || IsKnown(context.Request.Headers))
        {
            return next(context);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return JsonAnswers.WriteAsync(
            context, new ErrorAnswer($"the key is missing or wrong, expected the header Authorization: Bearer KEY or {Headers.ApiKey}: KEY"),
            StatusCodes.Status401Unauthorized);
    }

    /// <summary>Whether a path is answered to who knows the key only.</summary>
    public static bool Guards(PathString path) => !path.StartsWithSegments(Health) && Guarded.Any(part => path.StartsWithSegments(part));

    // Hashes of one length, compared in a time that does not depend on where they differ.
    private bool IsKnown(IHeaderDictionary headers)
    {
        var bearer = headers.Authorization.ToString();
        var given = bearer.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? bearer[Scheme.Length..] : headers[Headers.ApiKey].ToString();
        return CryptographicOperations.FixedTimeEquals(Hash(given), _hash);
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ScaleNet.Serving.Http;

/// <summary>Names of headers that the framework does not know.</summary>
internal static class Headers
{
    /// <summary>Bytes of the JSON in front of binary tensors.</summary>
    public const string JsonLength = "Inference-Header-Content-Length";

    /// <summary>The key of a client, beside <c>Authorization: Bearer</c>.</summary>
    public const string ApiKey = "X-Api-Key";

    /// <summary>The value of <see cref="JsonLength"/>; null where it is missing or no length.</summary>
    public static int? JsonLengthOf(IHeaderDictionary headers) =>
        int.TryParse(headers[JsonLength], NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;
}

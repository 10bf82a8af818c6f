using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Serving.Http;

/// <summary>Answers in JSON with the protocol's manner of names: <c>model_name</c>.</summary>
internal static class JsonAnswers
{
    /// <summary>What they are.</summary>
    public const string ContentType = "application/json";

    /// <summary>How records become JSON.</summary>
    public static JsonSerializerOptions Options { get; } = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>Makes options those of the answers.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = JsonTypes.AreKept)]
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // never inside a page
        options.NumberHandling = JsonNumberHandling.Strict;
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver();
        return options;
    }

    /// <summary>Writes an answer.</summary>
    public static Task WriteAsync<T>(HttpContext context, T answer, int status = StatusCodes.Status200OK)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(answer, JsonTypes.Of<T>(Options));
        context.Response.StatusCode = status;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = json.Length;
        return context.Response.Body.WriteAsync(json, context.RequestAborted).AsTask();
    }
}

using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Serving.Http;

/// <summary>An answer that is computed and waits to be sent.</summary>
/// <param name="ContentType">What it is.</param>
/// <param name="Parts">Its bytes, one part behind the other.</param>
internal sealed record HttpAnswer(string ContentType, IReadOnlyList<ReadOnlyMemory<byte>> Parts)
{
    private const int PieceLength = 64 << 10; // a client that reads nothing keeps us waiting at the second piece at the latest

    /// <summary>How many bytes of it are JSON, to be said in a header; null for none.</summary>
    public int? JsonLength { get; init; }

    /// <summary>Bytes.</summary>
    public long Length => Parts.Sum(part => (long)part.Length);

    /// <summary>An answer in JSON.</summary>
    public static HttpAnswer Json<T>(T answer) => new(JsonAnswers.ContentType, [JsonSerializer.SerializeToUtf8Bytes(answer, JsonTypes.Of<T>(JsonAnswers.Options))]);

    /// <summary>Sends it.</summary>
    /// <exception cref="RequestProblem">The client does not take it in time.</exception>
    public async Task SendAsync(HttpContext context, ServerOptions options)
    {
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = Length;
        if (JsonLength is { } length)
        {
            context.Response.Headers[Headers.JsonLength] = length.ToString(CultureInfo.InvariantCulture);
        }

        using var late = new CancellationTokenSource(options.TransferTimeout, options.Clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, context.RequestAborted);
        try
        {
            foreach (var piece in Parts.SelectMany(Pieces))
            {
                await context.Response.Body.WriteAsync(piece, end.Token);
            }
        }
        catch (OperationCanceledException problem) when (late.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            throw RequestProblem.NotTaken(options.TransferTimeout, problem);
        }
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Pieces(ReadOnlyMemory<byte> part)
    {
        for (var at = 0; at < part.Length; at += PieceLength)
        {
            yield return part.Slice(at, Math.Min(PieceLength, part.Length - at));
        }
    }
}

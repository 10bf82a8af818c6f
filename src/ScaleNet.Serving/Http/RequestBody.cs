using Microsoft.AspNetCore.Http;

namespace ScaleNet.Serving.Http;

/// <summary>Reads the body of a request into memory, never more of it than is allowed.</summary>
internal static class RequestBody
{
    private const int FirstLength = 64 << 10;
    private const int MostAtFirst = 1 << 20; // what is only announced takes no more

    /// <summary>The whole body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">Most bytes.</param>
    /// <exception cref="RequestProblem">It is longer, or compressed.</exception>
    public static Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, long limit)
    {
        if (request.Headers.ContentEncoding.Count > 0 && request.Headers.ContentEncoding != "identity")
        {
            throw RequestProblem.WrongKind($"the body is compressed ({request.Headers.ContentEncoding}), expected plain bytes");
        }

        return request.ContentLength > limit
            ? throw TooLong(limit)
            : ReadAsync(request.Body, request.ContentLength, limit, request.HttpContext.RequestAborted);
    }

    /// <summary>The rest of a stream.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="length">How long it is; null where nobody said.</param>
    /// <param name="limit">Most bytes.</param>
    /// <param name="gone">Ends it.</param>
    /// <exception cref="RequestProblem">It is longer.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, long? length, long limit, CancellationToken gone)
    {
        var buffer = new byte[Math.Min(length ?? Math.Min(FirstLength, limit + 1), MostAtFirst)];
        var filled = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(filled), gone);
            filled += read;
            if (filled > limit)
            {
                throw TooLong(limit);
            }

            if (read == 0 || filled == length)
            {
                return buffer.AsMemory(0, filled);
            }

            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(2L * filled, length ?? (limit + 1)));
            }
        }
    }

    /// <summary>What is said of a body that is too long.</summary>
    public static RequestProblem TooLong(long limit, Exception? cause = null) => RequestProblem.TooLarge(
        FormattableString.Invariant($"the body is longer than {limit} bytes. Send less at once."), cause);
}

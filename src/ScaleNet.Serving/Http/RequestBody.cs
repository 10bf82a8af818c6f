using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace ScaleNet.Serving.Http;

/// <summary>Reads the body of a request into memory, never more of it than is allowed, and not for longer.</summary>
/// <remarks>Tensors behind its JSON begin at an address that suits their elements, so that they need not be copied out of it.</remarks>
internal static class RequestBody
{
    private const int FirstLength = 16 << 10; // what is only announced takes no more
    private const int Growth = 4;
    private const int Alignment = sizeof(double); // of the largest elements, and of arrays

    /// <summary>The whole body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">How long it may be, and take.</param>
    /// <param name="share">Counts what is in memory of it.</param>
    /// <param name="buffers">Where the memory is from.</param>
    /// <exception cref="RequestProblem">It is longer, compressed, takes longer, or there is no room for it.</exception>
    public static async Task<ReceivedBody> ReadAsync(
        HttpRequest request, ServerOptions options, HeldBytes.Share share, ArrayPool<byte> buffers)
    {
        if (request.Headers.ContentEncoding.Count > 0 && request.Headers.ContentEncoding != "identity")
        {
            throw RequestProblem.WrongKind($"the body is compressed ({request.Headers.ContentEncoding}), expected plain bytes");
        }

        if (request.ContentLength > options.MaxBodyBytes)
        {
            throw TooLong(options.MaxBodyBytes);
        }

        var gone = request.HttpContext.RequestAborted;
        using var late = new CancellationTokenSource(options.TransferTimeout, options.Clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, gone);
        try
        {
            return await ReadAsync(request, options.MaxBodyBytes, share, buffers, end.Token);
        }
        catch (OperationCanceledException problem) when (late.IsCancellationRequested && !gone.IsCancellationRequested)
        {
            throw RequestProblem.TooSlow(options.TransferTimeout, problem);
        }
        catch (IOException problem) when (problem is not (BadHttpRequestException or ConnectionResetException))
        {
            // What the web server says of chunks whose lengths are beyond 64 bits.
            throw RequestProblem.Bad($"the body cannot be read ({problem.Message})", problem);
        }
    }

    /// <summary>What is said of a body that is too long.</summary>
    public static RequestProblem TooLong(long limit, Exception? cause = null) => RequestProblem.TooLarge(
        FormattableString.Invariant($"the body is longer than {limit} bytes. Send less at once."), cause);

    private static async Task<ReceivedBody> ReadAsync(
        HttpRequest request, long limit, HeldBytes.Share share, ArrayPool<byte> buffers, CancellationToken end)
    {
        var whole = request.ContentLength ?? (limit + 1); // one more shows that it is too long
        var lead = LeadOf(request);
        var (filled, room) = (0, (int)Math.Min(FirstLength, whole));
        share.Hold(lead + room);
        var buffer = ReceivedBody.Rent(buffers, lead + room);
        while (true)
        {
            var read = await request.Body.ReadAsync(buffer.AsMemory(lead + filled, room - filled), end);
            filled += read;
            if (filled > limit)
            {
                throw TooLong(limit);
            }

            if (read == 0 || filled == whole)
            {
                return new ReceivedBody(buffers, buffer, lead, filled);
            }

            if (filled == room)
            {
                room = (int)Math.Min((long)Growth * filled, whole);
                share.Hold(lead + room);
                buffer = Longer(buffer, lead + filled, lead + room, buffers);
            }
        }
    }

    // What is not a length is told when the body is there.
    private static int LeadOf(HttpRequest request) =>
        Headers.JsonLengthOf(request.Headers) is { } json ? (Alignment - (json % Alignment)) % Alignment : 0;

    private static byte[] Longer(byte[] buffer, int filled, int length, ArrayPool<byte> buffers)
    {
        var longer = ReceivedBody.Rent(buffers, length);
        buffer.AsSpan(0, filled).CopyTo(longer);
        ReceivedBody.Return(buffers, buffer);
        return longer;
    }
}

using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;
using ScaleNet.Serving.Http;

namespace ScaleNet.Serving.Tests.Http;

/// <summary>The memory of bodies is used again, and never while something may still read it.</summary>
public sealed class ReceivedBodyTests
{
    private const int ImageLength = 602_112; // 3x224x224 in single precision

    private readonly ArrayPool<byte> _buffers = ReceivedBody.CreateBuffers();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_takes_no_new_memory_where_one_of_its_length_was_before(bool saysLength)
    {
        var sent = BytesOf(ImageLength);
        await UseAsync(sent, saysLength);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
        {
            await UseAsync(sent, saysLength); // never leaves this thread: the stream is in memory
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, ImageLength);
    }

    [Fact]
    public async Task Bodies_of_all_lengths_one_after_the_other_are_what_was_sent()
    {
        foreach (var length in new[] { 0, 1, 5_000_000, 16 << 10, (16 << 10) + 1, 70_000, 3, 4 << 20, (4 << 20) + 1, 70_000 })
        {
            await UseAsync(BytesOf(length), saysLength: true);
            await UseAsync(BytesOf(length), saysLength: false);
        }
    }

    [Fact]
    public async Task Memory_is_not_given_to_another_after_a_failure_since_the_model_may_still_compute()
    {
        var failed = await ReadAsync(BytesOf(ImageLength));
        await Assert.ThrowsAsync<TimeoutException>(() => failed.UseAsync<int>(_ => throw new TimeoutException()));

        var next = await ReadAsync(BytesOf(ImageLength));

        Assert.NotSame(ArrayOf(failed), ArrayOf(next));
    }

    [Fact]
    public async Task It_is_given_to_the_next_when_it_was_used()
    {
        var first = await ReadAsync(BytesOf(ImageLength));
        Assert.Equal(ImageLength, await first.UseAsync(bytes => Task.FromResult(bytes.Length)));

        Assert.Same(ArrayOf(first), ArrayOf(await ReadAsync(BytesOf(ImageLength))));
    }

    private async Task UseAsync(byte[] sent, bool saysLength)
    {
        var body = await ReadAsync(sent, saysLength);
        Assert.True(await body.UseAsync(bytes => Task.FromResult(bytes.Span.SequenceEqual(sent))));
    }

    private async Task<ReceivedBody> ReadAsync(byte[] sent, bool saysLength = true)
    {
        var request = new DefaultHttpContext().Request;
        request.ContentLength = saysLength ? sent.Length : null;
        request.Body = new MemoryStream(sent);
        using var share = new HeldBytes(1 << 30).Open();
        return await RequestBody.ReadAsync(request, new ServerOptions { Models = [] }, share, _buffers);
    }

    // Of bytes that differ between lengths, so that a rest of another body shows.
    private static byte[] BytesOf(int length) => [.. Enumerable.Repeat((byte)length, length)];

    private static byte[]? ArrayOf(ReceivedBody body) => MemoryMarshal.TryGetArray(body.Bytes, out var part) ? part.Array : null;
}

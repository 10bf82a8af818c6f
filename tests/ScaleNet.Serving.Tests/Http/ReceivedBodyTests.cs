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
        await UseAsync(ImageLength, saysLength);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
        {
            await UseAsync(ImageLength, saysLength); // never leaves this thread: the stream is in memory
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, ImageLength);
    }

    [Fact]
    public async Task Bodies_of_all_lengths_one_after_the_other_are_what_was_sent()
    {
        foreach (var length in new[] { 0, 1, 5_000_000, 16 << 10, (16 << 10) + 1, 70_000, 3, 4 << 20, (4 << 20) + 1, 70_000 })
        {
            await UseAsync(length, saysLength: true);
            await UseAsync(length, saysLength: false);
        }
    }

    [Fact]
    public async Task Memory_is_not_given_to_another_after_a_failure_since_the_model_may_still_compute()
    {
        var failed = await ReadAsync(ImageLength, saysLength: true);
        await Assert.ThrowsAsync<TimeoutException>(() => failed.UseAsync<int>(_ => throw new TimeoutException()));

        var next = await ReadAsync(ImageLength, saysLength: true);

        Assert.NotSame(ArrayOf(failed), ArrayOf(next));
    }

    [Fact]
    public async Task It_is_given_to_the_next_when_it_was_used()
    {
        var first = await ReadAsync(ImageLength, saysLength: true);
        Assert.Equal(ImageLength, await first.UseAsync(bytes => Task.FromResult(bytes.Length)));

        Assert.Same(ArrayOf(first), ArrayOf(await ReadAsync(ImageLength, saysLength: true)));
    }

    private async Task UseAsync(int length, bool saysLength)
    {
        var body = await ReadAsync(length, saysLength);
        Assert.True(await body.UseAsync(bytes => Task.FromResult(bytes.Length == length && !bytes.Span.ContainsAnyExcept((byte)length))));
    }

    // Of bytes that differ between lengths, so that a rest of another body shows.
    private async Task<ReceivedBody> ReadAsync(int length, bool saysLength)
    {
        var request = new DefaultHttpContext().Request;
        request.ContentLength = saysLength ? length : null;
        request.Body = new Repeated((byte)length, length);
        using var share = new HeldBytes(1 << 30).Open();
        return await RequestBody.ReadAsync(request, new ServerOptions { Models = [] }, share, _buffers);
    }

    private static byte[]? ArrayOf(ReceivedBody body) => MemoryMarshal.TryGetArray(body.Bytes, out var part) ? part.Array : null;

    // Takes no memory itself.
    private sealed class Repeated(byte value, long length) : Stream
    {
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, _left);
            buffer[..count].Fill(value);
            _left -= count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

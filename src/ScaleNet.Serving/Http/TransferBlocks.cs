using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace ScaleNet.Serving.Http;

/// <summary>The memory through which the web server receives and sends.</summary>
/// <remarks>
/// Its own blocks of 4 KiB take a call of the system and a wake-up each, 150 for an image of 600 kB. These are of 64 KiB while few are in
/// use, and small when many are: clients by the thousand that do nothing hold no more than they did.
/// </remarks>
internal sealed class TransferBlocks : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    private const int LargeLength = 64 << 10;
    private const int MostLarge = 256; // 16 MiB

    private int _large;

    /// <inheritdoc/>
    public override int MaxBufferSize => LargeLength;

    /// <inheritdoc/>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    /// <inheritdoc/>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, MaxBufferSize);
        if (Interlocked.Increment(ref _large) <= MostLarge)
        {
            return new LargeBlock(this);
        }

        Interlocked.Decrement(ref _large);
        return Shared.Rent(minBufferSize);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // What is lent comes back by itself, and nothing else is held.
    }

    private sealed class LargeBlock(TransferBlocks pool) : IMemoryOwner<byte>
    {
        private byte[]? _array = ArrayPool<byte>.Shared.Rent(LargeLength);

        public Memory<byte> Memory => _array ?? throw new ObjectDisposedException(nameof(LargeBlock));

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _array, null) is { } array)
            {
                ArrayPool<byte>.Shared.Return(array);
                Interlocked.Decrement(ref pool._large);
            }
        }
    }
}

using System.Buffers;

namespace ScaleNet.Serving.Http;

/// <summary>The body of a request in memory that is used again for the next.</summary>
/// <remarks>
/// Memory that the collector hands out anew is touched for the first time page by page, and taken from the system and given back again
/// and again: for an image of 600 kB that took longer than to receive it.
/// </remarks>
/// <param name="buffers">Where its memory is from.</param>
/// <param name="array">Its memory.</param>
/// <param name="start">Where it begins there.</param>
/// <param name="length">Bytes.</param>
internal sealed class ReceivedBody(ArrayPool<byte> buffers, byte[] array, int start, int length)
{
    private const int MostPooled = 4 << 20;
    private const int MostOfALength = 8; // 64 MiB at the very most, where bodies of all lengths have come

    /// <summary>Its bytes.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = array.AsMemory(start, length);

    /// <summary>Memory for the bodies of a server.</summary>
    public static ArrayPool<byte> CreateBuffers() => ArrayPool<byte>.Create(MostPooled, MostOfALength);

    /// <summary>Memory of at least this length, not cleared.</summary>
    public static byte[] Rent(ArrayPool<byte> buffers, int length) =>
        length <= MostPooled ? buffers.Rent(length) : GC.AllocateUninitializedArray<byte>(length);

    /// <summary>Gives memory back that nobody reads any more.</summary>
    public static void Return(ArrayPool<byte> buffers, byte[] array)
    {
        if (array.Length <= MostPooled)
        {
            buffers.Return(array);
        }
    }

    /// <summary>Lets it be used, for the last time.</summary>
    /// <returns>What comes of it, which must hold none of the bytes.</returns>
    public async Task<T> UseAsync<T>(Func<ReadOnlyMemory<byte>, Task<T>> use)
    {
        var result = await use(Bytes);
        Return(buffers, array); // not after a failure: a model may still compute what nobody waits for any more
        return result;
    }
}

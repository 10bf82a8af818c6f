namespace ScaleNet.Serving.Batching;

/// <summary>Where a thread puts the rows of its batches, one batch after the other: memory that is new each time costs more than to copy them.</summary>
internal sealed class BatchMemory
{
    private const int MostKept = 64 << 20; // of an input

    private readonly List<byte[]> _arrays = []; // by input

    /// <summary>Memory for an input's rows, until the next batch; not cleared.</summary>
    /// <param name="input">Which of the inputs, in the order in which they are asked for.</param>
    /// <param name="length">Bytes.</param>
    public Memory<byte> Of(int input, int length)
    {
        if (length > MostKept)
        {
            return GC.AllocateUninitializedArray<byte>(length);
        }

        while (_arrays.Count <= input)
        {
            _arrays.Add([]);
        }

        if (_arrays[input].Length < length)
        {
            _arrays[input] = GC.AllocateUninitializedArray<byte>(length);
        }

        return _arrays[input].AsMemory(0, length);
    }
}

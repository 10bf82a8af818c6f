namespace ScaleNet.Architecture.Weights;

/// <summary>Bounds what a file may make this process allocate by the file's own length.</summary>
/// <remarks>
/// Stride-0 views, one storage seen through many views, overlapping or compressed archive entries: each lets a small
/// file ask for any amount of memory. Honest files ask for about their own length.
/// </remarks>
internal sealed class ByteBudget(WeightSource source)
{
    private const long Floor = 64L << 20;
    private const long PerFileByte = 4;

    private readonly long _total = Floor + (PerFileByte * source.Length);
    private long _taken;

    /// <summary>Accounts for an allocation before it is made, or refuses it.</summary>
    public void Take(long bytes, string what)
    {
        if (bytes > _total - _taken)
        {
            throw source.Error(
                $"{what} asks for {bytes} bytes of memory "
                    + $"(a file of {source.Length} bytes may ask for {_total} in all)",
                "Do not trust this file.");
        }

        _taken += bytes;
    }
}

using System.Text;

namespace ScaleNet.Architecture;

/// <summary>Random numbers that are read by their place: number i of a stream, and a stream for each name.</summary>
/// <remarks>Determinism: the same on every machine and in every version of .NET (FNV-1a for the name, SplitMix64 for the numbers).</remarks>
internal static class CounterRandom
{
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>The stream of a name under a seed.</summary>
    public static ulong Stream(string name, int seed)
    {
        var hash = FnvOffset ^ (ulong)seed;
        foreach (var value in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ value) * FnvPrime;
        }

        return hash;
    }

    /// <summary>Number <paramref name="index"/> of a stream, in [0, 1).</summary>
    public static double Unit(ulong stream, int index)
    {
        var z = stream + (((ulong)index + 1) * Golden);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}

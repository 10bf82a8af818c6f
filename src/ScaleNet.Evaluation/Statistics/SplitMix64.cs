namespace ScaleNet.Evaluation.Statistics;

/// <summary>The step and the finaliser of the random generator SplitMix64 (Steele, Lea and Flood 2014).</summary>
/// <remarks>Not <see cref="Random"/>, whose algorithm is not promised to stay the same between .NET versions.</remarks>
public static class SplitMix64
{
    /// <summary>The odd increment.</summary>
    public const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    /// <summary>Neighbouring numbers become unlike ones.</summary>
    public static ulong Mix(ulong bits)
    {
        unchecked
        {
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9; // the constants of SplitMix64's finaliser
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}

namespace ScaleNet.Training.Loops;

/// <summary>The seed of the dropout masks of one step.</summary>
/// <remarks>
/// <b>Determinism:</b> a function of the run's seed and the step alone, so that a resumed run goes on with the masks that it would
/// have had. Mixed well (SplitMix64), because libtorch's generator on the CPU uses the low 32 bits only.
/// </remarks>
internal static class StepSeed
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    public static long Of(int runSeed, long step) =>
        unchecked((long)Mix(Mix((ulong)runSeed + GoldenGamma) + ((ulong)step * GoldenGamma)));

    private static ulong Mix(ulong bits)
    {
        bits = unchecked((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9);
        bits = unchecked((bits ^ (bits >> 27)) * 0x94D049BB133111EB);
        return bits ^ (bits >> 31);
    }
}

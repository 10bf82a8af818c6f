using ScaleNet.Data.Transforms;

namespace ScaleNet.Training.Loops;

/// <summary>The seed of the dropout masks of one step.</summary>
/// <remarks>
/// <b>Determinism:</b> a function of the run's seed and the step alone, so that a resumed run goes on with the masks that it would
/// have had. Mixed well (SplitMix64), because libtorch's generator on the CPU uses the low 32 bits only.
/// </remarks>
internal static class StepSeed
{
    public static long Of(int runSeed, long step)
    {
        var run = SampleRandom.Mix((ulong)runSeed + SampleRandom.GoldenGamma);
        return unchecked((long)SampleRandom.Mix(run + ((ulong)step * SampleRandom.GoldenGamma)));
    }
}

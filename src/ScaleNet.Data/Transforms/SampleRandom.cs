using ScaleNet.Evaluation.Statistics;

namespace ScaleNet.Data.Transforms;

/// <summary>Random numbers of one sample in one epoch (SplitMix64; Steele, Lea and Flood 2014).</summary>
/// <remarks>
/// <b>Determinism:</b> the stream is a function of (run seed, epoch, sample index) alone, so augmentation does not
/// depend on the number of threads nor on the order of work. Own generator because the algorithm of <see
/// cref="Random"/> is not promised to stay the same between .NET versions. Mutable: pass it by <c>ref</c>.
/// </remarks>
public struct SampleRandom
{
    /// <summary>The odd increment of SplitMix64.</summary>
    public const ulong GoldenGamma = SplitMix64.GoldenGamma;

    private const ulong EpochOrderKey = ulong.MaxValue; // no sample index has this value
    private const int NoEpoch = -1;
    private ulong _state;

    internal SampleRandom(ulong state) => _state = state;

    /// <summary>The stream of one sample in one epoch.</summary>
    public static SampleRandom For(long runSeed, int epoch, int sampleIndex) =>
        new(Key(runSeed, epoch, unchecked((ulong)sampleIndex)));

    /// <summary>The stream of what happens to a batch as a whole; no sample has the same one.</summary>
    /// <param name="runSeed">The run's seed.</param>
    /// <param name="batch">The batch's number since the run began.</param>
    public static SampleRandom ForBatch(long runSeed, long batch) => new(Key(runSeed, NoEpoch, unchecked((ulong)batch)));

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        unchecked
        {
            _state += GoldenGamma;
        }

        return Mix(_state);
    }

    /// <summary>A whole number in [0, limit), every one equally likely.</summary>
    public int NextInt32(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);

        // Multiply-and-shift; the few products that would favour some numbers are drawn again.
        uint range = (uint)limit;
        uint unfair = unchecked(0u - range) % range;
        ulong product;
        do
        {
            product = (NextUInt64() >> 32) * range;
        }
        while (unchecked((uint)product) < unfair);

        return (int)(product >> 32);
    }

    /// <summary>A number in [0, 1) with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number from the standard normal distribution (Box and Muller; two draws).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>SplitMix64's finaliser: neighbouring numbers become unlike ones.</summary>
    public static ulong Mix(ulong bits) => SplitMix64.Mix(bits);

    /// <summary>The stream that orders the samples of an epoch; no sample has the same one.</summary>
    internal static SampleRandom ForOrder(long runSeed, int epoch) => new(Key(runSeed, epoch, EpochOrderKey));

    private static ulong Key(long runSeed, int epoch, ulong item)
    {
        unchecked
        {
            ulong run = Mix((ulong)runSeed + GoldenGamma);
            ulong runAndEpoch = Mix(run + (ulong)epoch + GoldenGamma);
            return Mix(runAndEpoch + item + GoldenGamma);
        }
    }
}

using ScaleNet.Evaluation.Statistics;

namespace ScaleNet.Cli.Speed;

/// <summary>What a contestant reached over all rounds.</summary>
/// <param name="Contestant">The network.</param>
/// <param name="Milliseconds">Time of a batch, ms.</param>
/// <param name="ImagesPerSecond">From the median.</param>
/// <param name="GigaflopPerSecond">From the median; 2 FLOP a MAC, a training step as three passes forward.</param>
/// <param name="PeakBytes">Most resident memory in any round.</param>
/// <param name="DeviceBytes">Most memory of a CUDA device in any round; null without one.</param>
/// <param name="RatioToFirst">Its median over the first contestant's.</param>
internal sealed record BenchResult(
    Contestant Contestant, SampleSummary Milliseconds, double ImagesPerSecond, double GigaflopPerSecond, long PeakBytes,
    long? DeviceBytes, double RatioToFirst)
{
    /// <summary>Arithmetic operations of a multiply-accumulate.</summary>
    public const int FlopPerMac = 2;

    /// <summary>A step of training in passes forward: the gradients of maps and of weights cost a pass each.</summary>
    public const int PassesOfTraining = 3;

    private const double MillisecondsPerSecond = 1e3;
    private const double Giga = 1e9;

    /// <summary>The results of all, the first being what the others are compared with.</summary>
    /// <param name="contestants">The networks.</param>
    /// <param name="measured">What each of them gave, round by round.</param>
    /// <param name="workload">What they did.</param>
    public static IReadOnlyList<BenchResult> Of(
        IReadOnlyList<Contestant> contestants, IReadOnlyList<IReadOnlyList<Measured>> measured, Workload workload)
    {
        var times = measured.Select(rounds => SampleSummary.Of(rounds.SelectMany(round => round.Milliseconds))).ToList();
        return
        [
            .. contestants.Select((contestant, i) =>
            {
                var imagesPerSecond = workload.Batch * MillisecondsPerSecond / times[i].Median;
                var passes = workload.Training ? PassesOfTraining : 1;
                return new BenchResult(
                    contestant,
                    times[i],
                    imagesPerSecond,
                    imagesPerSecond * contestant.Macs * FlopPerMac * passes / Giga,
                    measured[i].Max(round => round.PeakBytes),
                    measured[i].Max(round => round.DeviceBytes),
                    times[i].Median / times[0].Median);
            }),
        ];
    }
}

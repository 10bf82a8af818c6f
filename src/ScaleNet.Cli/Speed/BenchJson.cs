using ScaleNet.Cli.Networks;
using ScaleNet.Cli.Steps;

namespace ScaleNet.Cli.Speed;

/// <summary>A comparison as one document for programs.</summary>
internal static class BenchJson
{
    public static object Of(
        Comparison comparison, IReadOnlyList<BenchResult> results, IReadOnlyList<IReadOnlyList<Measured>> measured)
    {
        var (workload, any) = (comparison.Workload, measured[0][0]);
        return new
        {
            Tool = ToolVersion.Text,
            workload.Engine,
            workload.Device,
            any.DeviceName,
            workload.Threads,
            Work = workload.Training ? "trainingStep" : "inference",
            workload.Batch,
            workload.Size,
            comparison.Rounds,
            workload.WarmUp,
            workload.Calls,
            Weights = comparison.Contestants.Any(contestant => ModelFileName.Is(contestant.Name)) ? "the models'" : "random",
            Measurement.Seed,
            BenchResult.FlopPerMac,
            PassesPerCall = workload.Training ? BenchResult.PassesOfTraining : 1,
            any.IsPeakOfCalls,
            Networks = results.Select((result, i) => new
            {
                result.Contestant.Name,
                result.Contestant.Precision,
                result.Contestant.Parameters,
                result.Contestant.Macs,
                result.Milliseconds,
                result.ImagesPerSecond,
                result.GigaflopPerSecond,
                result.PeakBytes,
                result.DeviceBytes,
                result.RatioToFirst,
                Top1ErrorPercent = result.Contestant.Published?.Top1Error,
                ErrorSource = result.Contestant.Published?.Source,
                RoundMilliseconds = measured[i].Select(round => round.Milliseconds),
            }),
        };
    }
}

using ScaleNet.Cli.Networks;
using ScaleNet.Cli.Output;

namespace ScaleNet.Cli.Speed;

/// <summary>A comparison as lines for people.</summary>
internal static class BenchText
{
    private const int Decimals = 2;

    /// <summary>What was measured, how, and the table.</summary>
    public static void Write(
        TextWriter output, Comparison comparison, IReadOnlyList<BenchResult> results, IReadOnlyList<IReadOnlyList<Measured>> measured)
    {
        var (workload, any) = (comparison.Workload, measured[0][0]);
        var isCuda = workload.Device == BenchDevice.Cuda;
        output.WriteLine(FormattableString.Invariant(
            $"engine   {Words.Of(workload.Engine)} on {any.DeviceName}{(isCuda ? "" : $", {workload.Threads} threads")}"));
        output.WriteLine(FormattableString.Invariant(
            $"work     {(workload.Training ? "training step" : "inference")}, {workload.Batch} images of {workload.Size}x{workload.Size} at once, ")
            + (comparison.Contestants.Any(contestant => ModelFileName.Is(contestant.Name)) ? "random images" : "random weights and images"));
        output.WriteLine(FormattableString.Invariant(
            $"rounds   {comparison.Rounds} of {workload.Calls} calls after {workload.WarmUp} to warm up; the networks take turns, a process each"));
        output.WriteLine();
        Table(comparison, results, isCuda).Write(output);
        output.WriteLine();
        foreach (var line in Remarks(workload, any))
        {
            output.WriteLine(line);
        }
    }

    private static TextTable Table(Comparison comparison, IReadOnlyList<BenchResult> results, bool isCuda)
    {
        var memory = isCuda ? "device memory" : "peak memory";
        var table = new TextTable(
            new("network", IsNumber: false), new("numbers", IsNumber: false), new("median ms"), new("quartiles"), new("least to most"),
            new("images/s"), new("GFLOP/s"), new(memory), new($"time / {comparison.Contestants[0].Name}"), new("MACs"), new("top-1 error"));
        foreach (var result in results)
        {
            var (contestant, time) = (result.Contestant, result.Milliseconds);
            table.Add(
                contestant.Name,
                ModelFileName.Is(contestant.Name) ? "the model's" : Words.Of(contestant.Precision),
                Numbers.Fixed(time.Median, Decimals),
                $"{Numbers.Fixed(time.LowerQuartile, Decimals)} to {Numbers.Fixed(time.UpperQuartile, Decimals)}",
                $"{Numbers.Fixed(time.Least, Decimals)} to {Numbers.Fixed(time.Most, Decimals)}",
                Numbers.Fixed(result.ImagesPerSecond, 1),
                Numbers.Fixed(result.GigaflopPerSecond, 1),
                isCuda ? result.DeviceBytes is { } bytes ? Numbers.Bytes(bytes) : Numbers.None : Numbers.Bytes(result.PeakBytes),
                Numbers.Fixed(result.RatioToFirst, Decimals),
                Numbers.Macs(contestant.Macs),
                Numbers.Percent(contestant.Published?.Top1Error / 100));
        }

        return table;
    }

    private static IEnumerable<string> Remarks(Workload workload, Measured any)
    {
        yield return FormattableString.Invariant(
            $"Times are of all calls of all rounds. GFLOP/s: {BenchResult.FlopPerMac} FLOP a multiply-accumulate of convolutions and linear layers")
            + (workload.Training ? FormattableString.Invariant($", a step as {BenchResult.PassesOfTraining} passes forward.") : ".");
        yield return workload.Device == BenchDevice.Cuda
            ? "Device memory: what the device gave for the network, taken from what was free; other processes on it disturb."
            : any.IsPeakOfCalls
                ? "Peak memory: the process's, program and libraries included, while the network ran."
                : "Peak memory: the process's since its start, making of the weights included.";
        yield return "Errors are published ones (see `scalenet models`), on other machines and of other weights.";
    }
}

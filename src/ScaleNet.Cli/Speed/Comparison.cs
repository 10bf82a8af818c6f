using ScaleNet.Cli.CommandLine;
using ScaleNet.Cli.Commands;
using ScaleNet.Cli.Output;
using ScaleNet.Evaluation.Statistics;

namespace ScaleNet.Cli.Speed;

/// <summary>Measures all contestants in rounds, each measurement in a process of its own.</summary>
/// <param name="Contestants">The networks.</param>
/// <param name="Workload">What they have to do.</param>
/// <param name="Rounds">How often each is measured.</param>
internal sealed record Comparison(IReadOnlyList<Contestant> Contestants, Workload Workload, int Rounds)
{
    private const string ErrorMark = "error: ";

    /// <summary>What every contestant gave, round by round.</summary>
    /// <exception cref="BenchException">A measurement failed for a reason that is the user's to mend.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public IReadOnlyList<IReadOnlyList<Measured>> Run(CommandContext context)
    {
        var measured = Contestants.Select(_ => new List<Measured>()).ToArray();
        foreach (var (round, setting) in PlannedMeasurement.InRounds(Contestants.Count, Rounds))
        {
            var contestant = Contestants[setting];
            var one = Measure(contestant, context.Stop);
            measured[setting].Add(one);
            context.Say(FormattableString.Invariant(
                $"round {round + 1} of {Rounds}: {contestant.Name} {Words.Of(contestant.Precision)}: ")
                + $"{Numbers.Fixed(SampleSummary.Of(one.Milliseconds).Median, 1)} ms");
        }

        return measured;
    }

    private Measured Measure(Contestant contestant, CancellationToken stop)
    {
        var request = new MeasureRequest(contestant.Name, contestant.Precision, Workload);
        var process = MeasuringProcess.Run(
            [MeasureCommand.Name, request.ToJson()], new Dictionary<string, string>(), stop);
        return process.ExitCode switch
        {
            ExitCode.Success => JsonOutput.Deserialize<Measured>(process.Output)!,
            ExitCode.BadInput => throw new BenchException(ErrorOf(process.Log)),
            ExitCode.Failure => throw new InvalidOperationException($"{contestant.Name}: {process.Log}"),
            var code => throw new BenchException(FormattableString.Invariant(
                $"{contestant.Name}: the process that measured it ended with code {code}")
                + (code == ExitCode.Killed ? ", killed, as systems do that run out of memory. Use a smaller --batch." : $": {process.Log}")),
        };
    }

    private static string ErrorOf(string log) =>
        log.Split('\n').LastOrDefault(line => line.StartsWith(ErrorMark, StringComparison.Ordinal))?[ErrorMark.Length..].Trim() ?? log;
}

using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Evaluation.Studies;

/// <summary>Refuses lines that no study writes, before numbers are made of them.</summary>
internal static class StudyResultsCheck
{
    /// <summary>Checks what the summary relies on.</summary>
    /// <exception cref="RunFolderException">Something cannot be used.</exception>
    public static void RequireUsable(IReadOnlyList<StudyResult> results, IReadOnlyList<StudySeed> seeds)
    {
        foreach (var result in results)
        {
            Check(result);
        }

        foreach (var runs in results.GroupBy(result => (result.Condition, result.Arm)))
        {
            RequireOnce(StudyLog.ResultsFile, $"arm '{runs.Key.Arm}' in '{runs.Key.Condition}'", runs.Select(run => run.Seed));
            Require(
                StudyLog.ResultsFile, runs.Select(ShapeOf).Distinct().Count() == 1,
                $"arm '{runs.Key.Arm}' in '{runs.Key.Condition}' has networks of different blocks or scales");
        }

        foreach (var networks in seeds.GroupBy(seed => (seed.Condition, seed.Variant)))
        {
            RequireOnce(
                StudyLog.SeedsFile, $"variant '{networks.Key.Variant}' in '{networks.Key.Condition}'",
                networks.Select(seed => seed.Seed));
            Require(
                StudyLog.SeedsFile, networks.Select(ShapeOf).Distinct().Count() == 1,
                $"variant '{networks.Key.Variant}' in '{networks.Key.Condition}' has networks of different blocks or scales");
        }
    }

    private static void Check(StudyResult result)
    {
        var where = $"arm '{result.Arm}' in '{result.Condition}', seed {result.Seed}";
        Require(
            StudyLog.ResultsFile, result.TestErrors.Length > 0 && result.TestErrors.All(error => error is >= 0 and <= 1),
            $"{where} has no test errors, or some outside [0,1]");
        Require(StudyLog.ResultsFile, result is { Macs: > 0, BudgetMacs: > 0 }, $"{where} has no MACs or no budget");
        Require(
            StudyLog.ResultsFile,
            result.Channels is null == result.Scales is null && result.Channels is null or { Length: > 0 }
            && (result.Channels ?? []).All(block => block.Length == result.Scales!.Value.Length && block.All(count => count >= 0)),
            $"{where} has channels that do not fit its scales");
    }

    private static string ShapeOf(StudyResult run) => run.Channels is { } channels
        ? $"{channels.Length}: {string.Join(',', run.Scales!.Value)}"
        : "";

    private static string ShapeOf(StudySeed seed) =>
        $"{string.Join(',', seed.Scales)}: {string.Join(',', seed.Scores.Select(block => block.Length))}";

    private static void RequireOnce(string file, string of, IEnumerable<int> numbers)
    {
        foreach (var number in numbers.CountBy(number => number).Where(number => number.Value > 1))
        {
            Require(file, holds: false, FormattableString.Invariant($"{of} is there {number.Value} times with seed {number.Key}"));
        }
    }

    private static void Require(string file, bool holds, string problem)
    {
        if (!holds)
        {
            throw new RunFolderException($"{file}: {problem}. Remove the wrong line; what is missing is run again.");
        }
    }
}

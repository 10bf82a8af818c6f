using System.CommandLine.Parsing;
using System.Globalization;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Cli.CommandLine;

namespace ScaleNet.Cli.Commands;

/// <summary>Budgets as a user writes them: a list, or a range in even steps.</summary>
/// <param name="Numbers">In the order written, with their units multiplied out.</param>
internal sealed record Sweep(IReadOnlyList<double> Numbers)
{
    private const string Expected = "positive amounts, such as 8M,12M,16M, or from:to:count, such as 5M:20M:4 with at least 2 and at most 1000 steps";
    private const int MostSteps = 1000;
    private const int RangeParts = 3;

    /// <summary>Reads the value of an option.</summary>
    public static Sweep? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var numbers = text.Contains(':', StringComparison.Ordinal) ? Range(text.Split(':')) : List(text.Split(','));
        if (numbers is null)
        {
            result.AddError($"--sweep: got '{text}', expected {Expected}.");
            return null;
        }

        return new Sweep(numbers);
    }

    /// <summary>The budgets in whole units of a cost, each once, rising.</summary>
    /// <param name="kind">What the numbers are.</param>
    /// <exception cref="SpecException">One is below a unit.</exception>
    public IReadOnlyList<long> Amounts(CostKind kind)
    {
        long[] amounts =
        [
            .. Numbers.Select(number => kind == CostKind.Latency ? LatencyCost.FromMilliseconds(number) : (long)Math.Round(number))
                .Distinct().Order(),
        ];
        return amounts[0] > 0
            ? amounts
            : throw new SpecException(FormattableString.Invariant($"--sweep: got {Numbers.Min()}, expected budgets of at least 1. Ask for more."));
    }

    private static List<double>? List(string[] words)
    {
        var numbers = words.Select(word => Values.TryAmount(word, out var number) ? number : 0).ToList();
        return numbers.All(number => number > 0) && numbers.Count <= MostSteps ? numbers : null;
    }

    private static List<double>? Range(string[] words)
    {
        if (words.Length != RangeParts || !Values.TryAmount(words[0], out var from) || !Values.TryAmount(words[1], out var to)
            || !int.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 2 or > MostSteps || to <= from)
        {
            return null;
        }

        return [.. Enumerable.Range(0, count).Select(step => from + ((to - from) * step / (count - 1)))];
    }
}

using ScaleNet.Cli.CommandLine;
using ScaleNet.Data.Inspection;

namespace ScaleNet.Cli.Output;

/// <summary>What a data set consists of, for people.</summary>
internal static class StatisticsText
{
    private const int MostClasses = 20; // shown at each end of a long list
    private const int ChannelDigits = 4;
    private const int RatioDigits = 2;

    /// <summary>Writes one part.</summary>
    public static void Write(TextWriter output, StatisticsReport report)
    {
        output.WriteLine(OneLine.Of(report.Name));
        output.WriteLine($"pictures  {Numbers.Count(report.Pictures)} in {Numbers.Count(report.Classes.Count)} classes, "
            + $"the largest has {(report.Imbalance is { } ratio ? $"{Numbers.Fixed(ratio, RatioDigits)} times as many as the smallest" : "some, another none")}");
        output.WriteLine($"measured  {Numbers.Count(report.Measured)}, damaged {Numbers.Count(report.Damaged)}");
        output.WriteLine($"bytes     {Numbers.Count(report.Bytes)}");
        output.WriteLine($"formats   {string.Join(", ", report.Formats.Select(format => $"{format.Key} {Numbers.Count(format.Value)}"))}");
        if (report is { Width: { } width, Height: { } height, ShorterSide: { } shorter, LongerSide: { } longer, AspectRatio: { } aspect })
        {
            WriteSizes(output, [("width", width, 0), ("height", height, 0), ("shorter side", shorter, 0), ("longer side", longer, 0), ("width / height", aspect, RatioDigits)]);
            output.WriteLine($"mean                {Channels(report.Mean)}");
            output.WriteLine($"standard deviation  {Channels(report.StandardDeviation)}");
        }

        WriteClasses(output, report.Classes);
        output.WriteLine();
    }

    private static void WriteSizes(TextWriter output, (string Name, Spread Spread, int Digits)[] rows)
    {
        var table = new TextTable(new TextColumn("", IsNumber: false), new TextColumn("least"), new TextColumn("median"), new TextColumn("most"));
        foreach (var (name, spread, digits) in rows)
        {
            // A median half-way between two whole numbers shows its half.
            int medianDigits = Math.Max(digits, spread.Median == Math.Floor(spread.Median) ? 0 : 1);
            table.Add(name, Numbers.Fixed(spread.Least, digits), Numbers.Fixed(spread.Median, medianDigits), Numbers.Fixed(spread.Most, digits));
        }

        table.Write(output);
    }

    private static void WriteClasses(TextWriter output, IReadOnlyList<ClassCount> classes)
    {
        var table = new TextTable(new TextColumn("label"), new TextColumn("class", IsNumber: false), new TextColumn("pictures"));
        var shown = classes.Count <= 2 * MostClasses
            ? classes
            : [.. classes.OrderByDescending(entry => entry.Pictures).Take(MostClasses),
                .. classes.OrderByDescending(entry => entry.Pictures).TakeLast(MostClasses)];
        foreach (var entry in shown)
        {
            table.Add(Numbers.Count(entry.Label), entry.Name, Numbers.Count(entry.Pictures));
        }

        table.Write(output);
        if (shown.Count < classes.Count)
        {
            output.WriteLine($"{Numbers.Count(classes.Count - shown.Count)} classes between the {MostClasses} largest and smallest are left out; --json has all");
        }
    }

    private static string Channels(IReadOnlyList<double> values) =>
        string.Join(' ', values.Select(value => Numbers.Fixed(value, ChannelDigits)));
}

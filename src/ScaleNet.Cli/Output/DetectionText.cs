using ScaleNet.Cli.CommandLine;
using ScaleNet.Data.Inspection;

namespace ScaleNet.Cli.Output;

/// <summary>What a detection set consists of, for people.</summary>
internal static class DetectionText
{
    private const int Digits = 3;

    /// <summary>Writes one part.</summary>
    public static void Write(TextWriter output, DetectionStatistics report)
    {
        output.WriteLine(OneLine.Of(report.Name));
        output.WriteLine($"images   {Numbers.Count(report.Images)}, {Numbers.Count(report.WithoutTargets)} of them with nothing to learn");
        output.WriteLine(
            $"objects  {Numbers.Count(report.Objects)}, and {Numbers.Count(report.WithoutArea)} without area in the image; crowds {Numbers.Count(report.Crowds)}");
        output.WriteLine($"areas    {string.Join(", ", report.Areas.Select(area => $"{area.Key} {Numbers.Count(area.Value)}"))}");
        var sizes = new TextTable(new TextColumn("", IsNumber: false), new TextColumn("least"), new TextColumn("median"), new TextColumn("most"));
        Add(sizes, "objects of an image", report.ObjectsPerImage, digits: 0);
        Add(sizes, "width", report.Width, digits: 0);
        Add(sizes, "height", report.Height, digits: 0);
        if (report.RelativeSize is { } relative)
        {
            Add(sizes, "long side of a box / short side of its image", relative, Digits);
        }

        sizes.Write(output);
        var classes = new TextTable(
            new TextColumn("label"), new TextColumn("category"), new TextColumn("class", IsNumber: false), new TextColumn("objects"), new TextColumn("images"));
        foreach (var entry in report.Classes)
        {
            classes.Add(
                Numbers.Count(entry.Label), Numbers.Count(entry.CategoryId), entry.Name, Numbers.Count(entry.Objects), Numbers.Count(entry.Images));
        }

        classes.Write(output);
        output.WriteLine();
    }

    private static void Add(TextTable table, string name, Spread spread, int digits)
    {
        // A median half-way between two whole numbers shows its half.
        int medianDigits = Math.Max(digits, spread.Median == Math.Floor(spread.Median) ? 0 : 1);
        table.Add(name, Numbers.Fixed(spread.Least, digits), Numbers.Fixed(spread.Median, medianDigits), Numbers.Fixed(spread.Most, digits));
    }
}

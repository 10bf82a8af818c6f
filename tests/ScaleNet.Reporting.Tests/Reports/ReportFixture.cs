using System.Xml.Linq;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Reporting.Plots;

namespace ScaleNet.Reporting.Tests.Reports;

/// <summary>Made-up runs on disk.</summary>
internal static class ReportFixture
{
    /// <summary>A picture of one grey pixel.</summary>
    public const string Png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

    public static RunInfo Info(string name, long macs) => new()
    {
        Tool = "0.1.0",
        Kind = RunKind.Train,
        Name = name,
        Network = $"Net {name}",
        SpecHash = "0123abcd",
        Status = RunStatus.Finished,
        EpochsPlanned = 2,
        EpochsDone = 2,
        Parameters = 1_234_567,
        Macs = macs,
        DataSource = "made-up images",
        Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        ElapsedSeconds = 3725,
    };

    /// <summary>A finished run whose best epoch is not its last.</summary>
    public static void WriteRun(string folder, RunInfo info)
    {
        Directory.CreateDirectory(folder);
        info.Write(folder);
        MetricsLog.Append(folder, Epoch(1, top1: 0.8));
        MetricsLog.Append(folder, Epoch(2, top1: 0.75));
        File.WriteAllText(Path.Combine(folder, RunLayout.StructureFile), "[[3, 1, 0, 0, 14], [2, 2, 1, 1, 7]]");
        ExamplePrediction.WriteAll(folder,
        [
            new(Png, "Bag", [new("Bag", 0.875), new("Shirt", 0.125)]),
            new(Png, "Shirt", [new("Coat", 0.625), new("Shirt", 0.375)]),
        ]);
    }

    public static EpochMetrics Epoch(int epoch, double top1) => new()
    {
        Epoch = epoch,
        Step = epoch,
        LearningRate = 0.1,
        TrainLoss = 1.0 / epoch,
        TrainTop1 = 0.9,
        ValidationLoss = 1.5 / epoch,
        ValidationTop1 = top1,
        ValidationTop5 = 0.95,
        Seconds = 1,
        ImagesPerSecond = 1000,
    };

    /// <summary>Writes so many lines of steps, the loss falling from 2 by a tenth.</summary>
    public static void WriteSteps(string folder, int count)
    {
        using var file = File.Create(Path.Combine(folder, RunLayout.StepsFile));
        for (var line = 1; line <= count; line++)
        {
            file.Write(StepsLog.LineOf(Step(50L * line, 2 - (0.1 * line))).Span);
        }
    }

    public static StepMetrics Step(long step, double loss) => new()
    {
        Step = step,
        Epoch = 1,
        Batch = (int)step,
        LearningRate = 0.1,
        TrainLoss = loss,
        TrainTop1 = 0.5,
        ImagesPerSecond = 1000,
        IntervalLoss = loss,
        IntervalTop1 = 0.5,
        IntervalImagesPerSecond = 1000,
    };

    /// <summary>Reads a report as XML, which it is besides being HTML.</summary>
    public static XElement Parse(string path) => XDocument.Parse(File.ReadAllText(path)).Root!;

    /// <summary>The texts of a table's body, a row a line, cells parted by a bar.</summary>
    public static IReadOnlyList<string> RowsOf(XElement page, int table) =>
    [
        .. page.Descendants("table").ElementAt(table).Element("tbody")!.Elements("tr")
            .Select(row => string.Join(" | ", row.Elements().Select(cell => cell.Value))),
    ];

    /// <summary>The descriptions of a page's charts, in order.</summary>
    public static IReadOnlyList<string> ChartsOf(XElement page) =>
        [.. page.Descendants(XName.Get("desc", SvgChart.SvgNamespace)).Select(text => text.Value)];
}

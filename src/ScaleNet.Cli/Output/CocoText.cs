using System.Globalization;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Cli.Output;

/// <summary>COCO's numbers for people and for programs.</summary>
internal static class CocoText
{
    private const int Digits = 4;
    private const int IouDigits = 2;

    /// <summary>Writes a result as it was asked for.</summary>
    public static void Write(TextWriter output, CocoResult result, bool isJson, bool isPerCategory)
    {
        if (isJson)
        {
            JsonOutput.Write(output, DocumentOf(result));
            return;
        }

        WriteSummary(output, result);
        if (isPerCategory)
        {
            output.WriteLine();
            WriteCategories(output, result);
        }
    }

    /// <summary>Writes the twelve numbers, each with what it is averaged over.</summary>
    public static void WriteSummary(TextWriter output, CocoResult result)
    {
        var table = new TextTable(
            new TextColumn("", IsNumber: false),
            new TextColumn("average of", IsNumber: false),
            new TextColumn("IoU", IsNumber: false),
            new TextColumn("objects", IsNumber: false),
            new TextColumn("detections"),
            new TextColumn("value"));
        foreach (var (measure, value) in CocoProtocol.Measures.Zip(result.Summary.Values))
        {
            table.Add(
                measure.Name,
                measure.IsRecall ? "recall" : "precision",
                measure.Iou is { } iou ? IouText(iou) : $"{IouText(0)}:{IouText(CocoProtocol.IouThresholds.Length - 1)}",
                CocoProtocol.Areas[measure.Area].Name,
                CocoProtocol.DetectionLimits[measure.Limit].ToString(CultureInfo.InvariantCulture),
                Numbers.Fixed(value, Digits));
        }

        table.Write(output);
    }

    /// <summary>Writes a line for each category.</summary>
    public static void WriteCategories(TextWriter output, CocoResult result)
    {
        var table = new TextTable(
        [
            new TextColumn("id"),
            new TextColumn("category", IsNumber: false),
            new TextColumn("objects"),
            new TextColumn("crowds"),
            new TextColumn("detections"),
            .. CocoProtocol.Measures.Select(measure => new TextColumn(measure.Name)),
        ]);
        foreach (var category in result.Categories)
        {
            table.Add(
            [
                category.Category.Id.ToString(CultureInfo.InvariantCulture),
                category.Category.Name,
                Numbers.Count(category.Objects),
                Numbers.Count(category.Crowds),
                Numbers.Count(category.Detections),
                .. category.Summary.Values.Select(value => Numbers.Fixed(value, Digits)),
            ]);
        }

        table.Write(output);
    }

    /// <summary>The result as a JSON document.</summary>
    public static object DocumentOf(CocoResult result) => new
    {
        Images = result.ImageCount,
        Objects = result.Categories.Sum(category => category.Objects),
        Crowds = result.Categories.Sum(category => category.Crowds),
        Detections = result.Categories.Sum(category => category.Detections),
        DetectionsOfUnknownCategories = result.UnknownCategories.Values.Sum(),
        Summary = NamedOf(result.Summary),
        Categories = result.Categories.Select(category => new
        {
            category.Category.Id,
            category.Category.Name,
            category.Objects,
            category.Crowds,
            category.Detections,
            Summary = NamedOf(category.Summary),
        }),
    };

    private static Dictionary<string, double> NamedOf(CocoSummary summary) =>
        CocoProtocol.Measures.Select((measure, index) => (measure.Name, Value: summary.Values[index])).ToDictionary();

    private static string IouText(int index) => Numbers.Fixed(CocoProtocol.IouThresholds[index], IouDigits);
}

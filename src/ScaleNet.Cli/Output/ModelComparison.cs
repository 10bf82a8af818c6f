using ScaleNet.Architecture.Comparison;
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Cli.Output;

/// <summary>How the networks that use several scales make, weigh and merge them.</summary>
internal static class ModelComparison
{
    private static readonly string[] Notes =
    [
        "Read from the graphs: a merge joins branches of several kernels, poolings or map sizes.",
        "Channels - even: alike among the scales of a merge; one ratio: alike in all merges; per block: own numbers at each merge.",
        "Who set them is not in a graph: ScaleNet's come from a trained seed, the others' were set by hand.",
    ];

    /// <summary>The networks of the catalogue, for large images, that merge several scales.</summary>
    public static IReadOnlyList<ComparedModel> OfCatalog() =>
    [
        .. Catalog.All
            .Where(entry => entry.Spec.Resolution >= Catalog.ImageNetResolution)
            .Select(Describe)
            .OfType<ComparedModel>(),
    ];

    /// <summary>The table, with how to read it.</summary>
    public static void Write(TextWriter output, IReadOnlyList<ComparedModel> models)
    {
        var table = new TextTable(
            new("name", IsNumber: false), new("features from", IsNumber: false), new("merged by", IsNumber: false),
            new("channels", IsNumber: false), new("share of a scale"), new("most scales"), new("kernels", IsNumber: false),
            new("map sizes", IsNumber: false), new("merges"), new("MACs"), new("top-1 error"));
        foreach (var model in models)
        {
            table.Add(
                model.Name, model.FeaturesFrom, string.Join(", ", model.Merges), Channels(model.Shares),
                $"{Numbers.Fixed(model.LeastSharePercent, 0)} to {Numbers.Fixed(model.MostSharePercent, 0)} %",
                Numbers.Count(model.MostScales), Kernels(model), string.Join(", ", model.Reductions.Select(MapSize)),
                Numbers.Count(model.MergeCount), Numbers.Macs(model.Macs), Numbers.Percent(model.Top1ErrorPercent / 100));
        }

        table.Write(output);
        output.WriteLine();
        foreach (var note in Notes)
        {
            output.WriteLine(note);
        }
    }

    private static ComparedModel? Describe(CatalogEntry entry)
    {
        var graph = entry.Spec.Lower();
        if (MultiScaleSummary.Of(graph, entry.Spec.Resolution) is not { } summary)
        {
            return null;
        }

        return new ComparedModel
        {
            Name = entry.Id,
            FeaturesFrom = summary.Reductions.Length > 1 ? "map sizes" : "kernels",
            Merges = summary.Merges,
            Shares = summary.Shares,
            LeastSharePercent = 100 * summary.ShareRange.Least,
            MostSharePercent = 100 * summary.ShareRange.Most,
            MostScales = summary.MostScales,
            Kernels = summary.Kernels,
            Poolings = summary.Poolings,
            Reductions = summary.Reductions,
            MergeCount = summary.MergeCount,
            Macs = CostModel.Measure(graph, entry.Spec.Resolution, entry.Spec.Resolution).Macs,
            Top1ErrorPercent = entry.Published?.Top1Error,
        };
    }

    private static string Channels(ShareRule rule) => rule switch
    {
        ShareRule.Even => "even",
        ShareRule.OneRatio => "one ratio",
        _ => "per block",
    };

    private static string Kernels(ComparedModel model) => string.Join(
        ", ", [.. model.Kernels.Select(side => $"{side}x{side}"), .. model.Poolings.Select(side => $"pool {side}x{side}")]);

    private static string MapSize(int reduction) => reduction == 1 ? "1" : $"1/{reduction}";
}

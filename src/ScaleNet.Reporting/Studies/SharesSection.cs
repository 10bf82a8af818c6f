using System.Collections.Immutable;
using ScaleNet.Evaluation.Statistics;
using ScaleNet.Evaluation.Studies;
using ScaleNet.Reporting.Plots;
using ScaleNet.Reporting.Reports;
using static ScaleNet.Reporting.Reports.ReportPage;

namespace ScaleNet.Reporting.Studies;

/// <summary>The proportions of the scales by depth, and how stable they are over the seeds.</summary>
internal static class SharesSection
{
    public static void Write(IDocument document, StudySummary study)
    {
        // With one scale there is nothing to allocate.
        var allocations = study.Allocations.Where(allocation => allocation.Scales.Length > 1).ToList();
        if (allocations.Count == 0 && study.SeedAgreements.IsEmpty)
        {
            return;
        }

        document.Section("Allocations");
        foreach (var condition in study.Plan.Conditions)
        {
            var own = allocations.FindAll(allocation => allocation.Condition == condition.Name);
            if (own.Count > 0)
            {
                document.Figure(ChartOf(condition, own), $"allocation-{condition.Name}");
            }
        }

        WriteStability(document, allocations);
        WriteSeeds(document, study);
        foreach (var condition in allocations.GroupBy(allocation => allocation.Condition))
        {
            document.Folded($"Shares in {condition.Key}, block by block", () => WriteBlocks(document, [.. condition]));
        }
    }

    private static SvgChart ChartOf(StudyCondition condition, List<AllocationShares> allocations)
    {
        var scales = ScalesOf(allocations);
        return new SharesPanels
        {
            Title = $"Allocations in {condition.Name}: mean shares of the scales over the seeds",
            Scales = scales,
            StageStarts = condition.Blocks.Select((_, stage) => condition.Blocks.Take(stage).Sum()).ToHashSet(),
            Panels = [.. allocations.Select(allocation => new SharesPanel(
                $"{allocation.Arm} ({Networks(allocation.Networks)})",
                [.. allocation.Shares.Select(block => scales.Select(scale => ShareOf(allocation, block, scale)?.Mean ?? 0).ToList())]))],
        }.Render();
    }

    private static void WriteStability(IDocument document, List<AllocationShares> allocations)
    {
        if (allocations.Count == 0)
        {
            return;
        }

        document.Text(
            "How far the seeds agree on the proportions. Deviation: of a scale's share in a block over the seeds, mean over blocks and scales. "
            + "Rank correlation: Spearman's between all shares of two seeds' networks, over the pairs of seeds. Single channels cannot be matched "
            + "between networks, since those of one scale can change places; shares can.");
        document.Table(
            "Stability of the proportions over the seeds",
            [
                new Column("Condition", IsNumber: false),
                new Column("Arm", IsNumber: false),
                new Column("Seeds"),
                new Column("Deviation of a share"),
                new Column("Rank correlation, mean"),
                new Column("Least"),
            ],
            [.. allocations.Select(allocation => new List<string>
            {
                allocation.Condition,
                allocation.Arm,
                NumberText.Count(allocation.Networks),
                NumberText.Percent(allocation.MeanDeviation),
                StudyText.Correlation(allocation.Agreement.Mean),
                StudyText.Correlation(allocation.Agreement.Least),
            })]);
    }

    private static void WriteSeeds(IDocument document, StudySummary study)
    {
        if (study.SeedAgreements.IsEmpty)
        {
            return;
        }

        document.Text(
            "The networks from whose scores allocations were learned. Their agreement is that of the mean score of each scale in each block, "
            + "divided by the block's mean score: otherwise blocks of high and of low scores would look like agreement.");
        document.Table(
            "Agreement of the seed networks",
            [
                new Column("Condition", IsNumber: false),
                new Column("Seed network", IsNumber: false),
                new Column("Seeds"),
                new Column("Test error"),
                new Column("Rank correlation, mean"),
                new Column("Least"),
            ],
            [.. study.SeedAgreements.Select(seeds => new List<string>
            {
                seeds.Condition,
                seeds.Variant,
                NumberText.Count(seeds.Networks),
                StudyText.MeanPercent(seeds.Error),
                StudyText.Correlation(seeds.Agreement.Mean),
                StudyText.Correlation(seeds.Agreement.Least),
            })]);
    }

    private static void WriteBlocks(IDocument document, List<AllocationShares> allocations)
    {
        var scales = ScalesOf(allocations);
        document.Table(
            "Share of each scale in the block's channels, mean ± standard deviation over the seeds",
            [
                new Column("Arm", IsNumber: false),
                new Column("Block"),
                .. scales.Select(scale => new Column($"Scale {NumberText.Count(scale)}")),
            ],
            [
                .. allocations.SelectMany(allocation => allocation.Shares.Select((block, index) => (IReadOnlyList<string>)
                [
                    allocation.Arm,
                    NumberText.Count(index + 1),
                    .. scales.Select(scale => ShareOf(allocation, block, scale) is { } share ? StudyText.MeanPercent(share, "F1") : NumberText.None),
                ])),
            ]);
    }

    private static int[] ScalesOf(List<AllocationShares> allocations) =>
        [.. allocations.SelectMany(allocation => allocation.Scales).Distinct().Order()];

    // Arms may have scales of their own.
    private static MeanAndSpread? ShareOf(AllocationShares allocation, ImmutableArray<MeanAndSpread> block, int scale) =>
        allocation.Scales.IndexOf(scale) is >= 0 and var column ? block[column] : null;

    private static string Networks(int count) => count == 1 ? "1 seed" : $"{NumberText.Count(count)} seeds";
}

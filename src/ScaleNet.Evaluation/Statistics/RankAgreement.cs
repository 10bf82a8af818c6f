namespace ScaleNet.Evaluation.Statistics;

/// <summary>How far several lists agree on an order: Spearman's correlation of every pair of them.</summary>
/// <param name="Pairs">Pairs that have a correlation.</param>
/// <param name="Mean">Its mean; null without a pair.</param>
/// <param name="Least">The smallest; null without a pair.</param>
public sealed record RankAgreement(int Pairs, double? Mean, double? Least)
{
    /// <summary>The agreement of lists of one length.</summary>
    public static RankAgreement Of(IReadOnlyList<IReadOnlyList<double>> lists)
    {
        var correlations = lists
            .SelectMany((list, i) => lists.Skip(i + 1).Select(other => RankCorrelation.Of(list, other)))
            .OfType<double>()
            .ToList();
        return correlations.Count == 0
            ? new RankAgreement(0, null, null)
            : new RankAgreement(correlations.Count, correlations.Average(), correlations.Min());
    }
}

using ScaleNet.Evaluation.Statistics;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Detection;

/// <summary>Chooses the few proposals that a loss is computed of: so many, of which so many positive at most, the rest background.</summary>
/// <param name="Count">Proposals of an image.</param>
/// <param name="PositiveShare">Most positive ones, as a share of <paramref name="Count"/>, rounded down.</param>
internal sealed record BalancedSampler(int Count, double PositiveShare)
{
    /// <summary>Of the box head: 512, a quarter of them positive.</summary>
    public static BalancedSampler Head { get; } = new(512, 0.25);

    /// <summary>Draws without repetition.</summary>
    /// <param name="matches">int64 [P] of <see cref="BoxMatcher.Match"/>; borrowed.</param>
    /// <param name="stream">The random stream, which decides alone; without one, the first ones are taken.</param>
    public SampledProposals Draw(Tensor matches, ulong? stream)
    {
        using var host = matches.cpu();
        var positive = new List<long>();
        var negative = new List<long>();
        var next = 0L;
        foreach (var match in host.data<long>())
        {
            (match >= 0 ? positive : match == BoxMatcher.Background ? negative : null)?.Add(next);
            next++;
        }

        var mostPositive = (int)(Count * PositiveShare);
        Choose(positive, mostPositive, stream);
        // Numbers of a stream go by place, so the second draw reads from another one.
        Choose(negative, Count - positive.Count, stream + SplitMix64.Mix((ulong)matches.numel()));
        return new SampledProposals(ToTensor(positive), ToTensor(negative));
    }

    private static void Choose(List<long> candidates, int count, ulong? stream)
    {
        if (candidates.Count <= count)
        {
            return;
        }

        if (stream is { } state)
        {
            Shuffle(candidates, count, state);
        }

        candidates.RemoveRange(count, candidates.Count - count);
        candidates.Sort();
    }

    // The first steps of Fisher and Yates' shuffle: as many as are kept.
    private static void Shuffle(List<long> candidates, int count, ulong state)
    {
        for (var i = 0; i < count; i++)
        {
            state = unchecked(state + SplitMix64.GoldenGamma);
            var left = (ulong)(candidates.Count - i);
            var chosen = i + (int)Math.BigMul(SplitMix64.Mix(state), left, out _);
            (candidates[i], candidates[chosen]) = (candidates[chosen], candidates[i]);
        }
    }

    private static Tensor ToTensor(List<long> indices) => tensor(indices.ToArray(), ScalarType.Int64);
}

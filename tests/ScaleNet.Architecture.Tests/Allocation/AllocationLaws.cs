using FsCheck;
using FsCheck.Xunit;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Tests.Allocation;

/// <summary>What holds of the policies for any seed, any scores and any budget within reach.</summary>
[Properties(Arbitrary = [typeof(NetworkArbitraries)], MaxTest = 20)]
public sealed class AllocationLaws
{
    /// <summary>A threshold that some of the random scores are below.</summary>
    private static readonly MorphNetPolicy MorphNet = new(0.4);

    private static readonly IAllocationPolicy[] Policies =
        [PerBlockPolicy.Instance, GlobalPolicy.Instance, PerCostPolicy.Instance, EvenPolicy.Instance, new RandomPolicy(7), MorphNet];

    /// <summary>Those with one total for all blocks of a stage.</summary>
    private static readonly IAllocationPolicy[] ByBlock =
        [PerBlockPolicy.Instance, PerCostPolicy.Instance, EvenPolicy.Instance, new RandomPolicy(7)];

    /// <summary>Those that see the scores by their order alone.</summary>
    private static readonly IAllocationPolicy[] ByRank = [PerBlockPolicy.Instance, GlobalPolicy.Instance, PerCostPolicy.Instance];

    [Property]
    public void The_cost_is_within_the_budget_and_the_next_larger_structure_exceeds_it(ScoredSeed seed, CostKind kind, byte share)
    {
        Assert.All(Policies, policy =>
        {
            var (budget, ladder) = Question(seed, policy, kind, share);
            var result = NeuronAllocator.Allocate(seed.Seed, seed.Scores, policy, budget);
            var larger = ladder.Ratios.Where(ratio => ratio > result.Ratio).Take(1).ToList();

            Assert.InRange(result.CostReached, 0, result.Budget.Amount);
            Assert.Equal(result.Budget.CostOf(result.Spec), result.CostReached);
            Assert.InRange(result.Gap, 0, 1);
            Assert.Equal(larger.Select(ratio => (long?)budget.CostOf(ladder.At(ratio))).FirstOrDefault(), result.NextCost);
            Assert.True(result.NextCost is null || result.NextCost > budget.Amount);
        });
    }

    [Property]
    public void Every_block_of_a_stage_keeps_k_channels_where_k_is_the_ratio_of_the_planes_rounded_up(
        ScoredSeed seed, CostKind kind, byte share)
    {
        Assert.All(ByBlock, policy =>
        {
            var result = Allocate(seed, policy, kind, share);

            Assert.All(seed.Seed.Stages.Zip(result.Spec.Stages), stages =>
            {
                // The subtraction undoes the rounding of ratio = count / planes. Never more than the seed has.
                var roundedUp = (int)Math.Ceiling((result.Ratio * stages.First.Planes) - 1e-9);
                var k = Math.Min(stages.First.Blocks[0].Sum(), roundedUp);
                Assert.All(stages.Second.Blocks, block => Assert.Equal(k, block.Sum()));
            });
        });
    }

    [Property]
    public void No_scale_gets_more_than_the_seed_has_unless_the_policy_widens(ScoredSeed seed, CostKind kind, byte share)
    {
        Assert.All(Policies.Where(policy => policy != MorphNet), policy =>
        {
            var counts = Channels(Allocate(seed, policy, kind, share).Spec);

            Assert.All(Channels(seed.Seed).Zip(counts), pair => Assert.InRange(pair.Second, 0, pair.First));
        });
    }

    [Property]
    public void A_larger_budget_never_takes_a_channel_away(ScoredSeed seed, CostKind kind, byte share, byte otherShare)
    {
        Assert.All(Policies, policy =>
        {
            var less = Channels(Allocate(seed, policy, kind, Math.Min(share, otherShare)).Spec);
            var more = Channels(Allocate(seed, policy, kind, Math.Max(share, otherShare)).Spec);

            Assert.All(less.Zip(more), pair => Assert.InRange(pair.First, 0, pair.Second));
        });
    }

    [Property]
    public void A_sweep_gives_what_its_budgets_give_one_by_one(ScoredSeed seed, CostKind kind, byte share, byte otherShare)
    {
        Assert.All(Policies, policy =>
        {
            CostBudget[] budgets = [Question(seed, policy, kind, share).Budget, Question(seed, policy, kind, otherShare).Budget];

            Assert.Equal(
                budgets.Select(budget => NeuronAllocator.Allocate(seed.Seed, seed.Scores, policy, budget)),
                NeuronAllocator.Sweep(seed.Seed, seed.Scores, policy, budgets));
        });
    }

    [Property]
    public void The_same_question_has_the_same_answer(ScoredSeed seed, CostKind kind, byte share)
    {
        Assert.All(Policies, policy => Assert.Equal(Allocate(seed, policy, kind, share), Allocate(seed, policy, kind, share)));
    }

    [Property]
    public void Scores_count_relative_to_one_another(ScoredSeed seed, CostKind kind, byte share, byte power)
    {
        var factor = MathF.ScaleB(1, (power % 16) - 8); // a power of two changes no digit
        var scaled = seed with { Scores = ScoreTables.Map(seed.Scores, scale => scale.Select(score => score * factor)) };

        Assert.All(ByRank, policy =>
            Assert.Equal(Allocate(seed, policy, kind, share).Spec, Allocate(scaled, policy, kind, share).Spec));
    }

    [Property]
    public void The_order_of_the_channels_of_a_scale_does_not_matter(ScoredSeed seed, CostKind kind, byte share, int random)
    {
        var order = new Random(random);
        var shuffled = seed with { Scores = ScoreTables.Map(seed.Scores, scale => scale.OrderBy(_ => order.Next())) };

        Assert.All(Policies, policy =>
            Assert.Equal(Allocate(seed, policy, kind, share).Spec, Allocate(shuffled, policy, kind, share).Spec));
    }

    [Property]
    public void The_kept_channels_of_a_block_score_at_least_as_much_as_those_left_out(
        ScoredSeed seed, CostKind kind, byte share)
    {
        var spec = Allocate(seed, PerBlockPolicy.Instance, kind, share).Spec;

        Assert.All(spec.Blocks.Zip(seed.Scores.Blocks), block => AssertBest([.. block.First], [.. block.Second]));
    }

    [Property]
    public void The_global_ranking_keeps_the_best_of_the_network_and_the_best_of_each_block(ScoredSeed seed, CostKind kind, byte share)
    {
        var spec = Allocate(seed, GlobalPolicy.Instance, kind, share).Spec;

        Assert.All(spec.Blocks.Zip(seed.Scores.Blocks), block => AssertBest([.. block.First], [.. block.Second]));
        var blocks = spec.Blocks.Zip(seed.Scores.Blocks).Select(block => block.Second.SelectMany(scale => scale).OrderDescending()
            .Select((score, rank) => (Score: score, IsKept: rank < block.First.Sum())).Skip(1)).SelectMany(block => block).ToList();
        Assert.True(blocks.Where(channel => channel.IsKept).Select(channel => channel.Score).DefaultIfEmpty(1).Min()
            >= blocks.Where(channel => !channel.IsKept).Select(channel => channel.Score).DefaultIfEmpty().Max());
    }

    private static void AssertBest(int[] counts, IReadOnlyList<IEnumerable<float>> scores)
    {
        var sorted = scores.Select(scale => scale.OrderDescending().ToArray()).ToArray();
        var kept = sorted.Zip(counts).SelectMany(scale => scale.First.Take(scale.Second));
        var left = sorted.Zip(counts).SelectMany(scale => scale.First.Skip(scale.Second));
        Assert.True(kept.Min() >= left.DefaultIfEmpty().Max());
    }

    private static NeuronAllocation Allocate(ScoredSeed seed, IAllocationPolicy policy, CostKind kind, byte share) =>
        NeuronAllocator.Allocate(seed.Seed, seed.Scores, policy, Question(seed, policy, kind, share).Budget);

    // A share of 0 is the least that the policy can make, 255 the most.
    private static (CostBudget Budget, StructureLadder Ladder) Question(ScoredSeed seed, IAllocationPolicy policy, CostKind kind, byte share)
    {
        var cost = kind == CostKind.Latency ? LatencyTables.For(seed.Seed) : CostBudget.Counted(kind);
        var ladder = policy.Ladder(seed.Seed, seed.Scores, cost);
        var (least, most) = (cost.Of(ladder.At(ladder.Ratios[0])), cost.Of(ladder.At(ladder.Ratios[^1])));
        return (new CostBudget(cost, least + ((most - least) * share / byte.MaxValue)), ladder);
    }

    private static IEnumerable<int> Channels(ScaleNetSpec spec) => spec.Blocks.SelectMany(block => block);
}

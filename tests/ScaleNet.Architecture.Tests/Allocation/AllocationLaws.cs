using FsCheck;
using FsCheck.Xunit;
using ScaleNet.Architecture.Allocation;

namespace ScaleNet.Architecture.Tests.Allocation;

/// <summary>What holds of both policies for any seed, any scores and any budget within reach.</summary>
[Properties(Arbitrary = [typeof(NetworkArbitraries)], MaxTest = 60)]
public sealed class AllocationLaws
{
    [Property]
    public void The_cost_is_within_the_budget_and_the_next_larger_ratio_exceeds_it(
        ScoredSeed seed, CostKind kind, byte share)
    {
        Assert.All(AllocationPolicies.All, policy =>
        {
            var result = Allocate(seed, policy, kind, share);
            var larger = KeptChannels.Ratios(seed.Seed).Where(ratio => ratio > result.Ratio).Take(1);

            Assert.InRange(result.CostReached, 0, result.Budget.Amount);
            Assert.Equal(result.Budget.CostOf(result.Spec), result.CostReached);
            Assert.InRange(result.Gap, 0, 1);
            Assert.All(larger, ratio => Assert.True(
                result.Budget.CostOf(policy.Allocate(seed.Seed, seed.Scores, ratio)) > result.Budget.Amount));
        });
    }

    [Property]
    public void Every_block_of_a_stage_keeps_k_channels_where_k_is_the_ratio_of_the_planes_rounded_up(
        ScoredSeed seed, CostKind kind, byte share)
    {
        Assert.All(AllocationPolicies.All, policy =>
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
    public void No_scale_gets_more_than_the_seed_has(ScoredSeed seed, CostKind kind, byte share)
    {
        Assert.All(AllocationPolicies.All, policy =>
        {
            var counts = Allocate(seed, policy, kind, share).Spec.Blocks.SelectMany(block => block);

            Assert.All(seed.Seed.Blocks.SelectMany(block => block).Zip(counts), pair =>
                Assert.InRange(pair.Second, 0, pair.First));
        });
    }

    [Property]
    public void A_larger_budget_never_takes_a_channel_away(ScoredSeed seed, CostKind kind, byte share, byte otherShare)
    {
        Assert.All(AllocationPolicies.All, policy =>
        {
            var less = Allocate(seed, policy, kind, Math.Min(share, otherShare)).Spec.Blocks.SelectMany(block => block);
            var more = Allocate(seed, policy, kind, Math.Max(share, otherShare)).Spec.Blocks.SelectMany(block => block);

            Assert.All(less.Zip(more), pair => Assert.InRange(pair.First, 0, pair.Second));
        });
    }

    [Property]
    public void The_same_question_has_the_same_answer(ScoredSeed seed, CostKind kind, byte share)
    {
        Assert.All(AllocationPolicies.All, policy =>
            Assert.Equal(Allocate(seed, policy, kind, share), Allocate(seed, policy, kind, share)));
    }

    [Property]
    public void Scores_count_relative_to_one_another(ScoredSeed seed, CostKind kind, byte share, byte factor)
    {
        var scaled = seed with
        {
            Scores = ScoreTables.Map(seed.Scores, scale => scale.Select(score => score * (factor + 1) / 16)),
        };

        Assert.Equal(
            Allocate(seed, PerBlockPolicy.Instance, kind, share).Spec,
            Allocate(scaled, PerBlockPolicy.Instance, kind, share).Spec);
    }

    [Property]
    public void The_order_of_the_channels_of_a_scale_does_not_matter(ScoredSeed seed, CostKind kind, byte share, int random)
    {
        var order = new Random(random);
        var shuffled = seed with { Scores = ScoreTables.Map(seed.Scores, scale => scale.OrderBy(_ => order.Next())) };

        Assert.Equal(
            Allocate(seed, PerBlockPolicy.Instance, kind, share).Spec,
            Allocate(shuffled, PerBlockPolicy.Instance, kind, share).Spec);
    }

    [Property]
    public void The_kept_channels_of_a_block_score_at_least_as_much_as_those_left_out(
        ScoredSeed seed, CostKind kind, byte share)
    {
        var spec = Allocate(seed, PerBlockPolicy.Instance, kind, share).Spec;

        Assert.All(spec.Blocks.Zip(seed.Scores.Blocks), block =>
        {
            var sorted = block.Second.Select(scale => scale.OrderDescending().ToArray()).ToArray();
            var kept = sorted.Zip(block.First).SelectMany(scale => scale.First.Take(scale.Second));
            var left = sorted.Zip(block.First).SelectMany(scale => scale.First.Skip(scale.Second));
            Assert.True(kept.Min() >= left.DefaultIfEmpty().Max());
        });
    }

    // A share of 0 is the least that the policy can make, 255 the whole seed.
    private static NeuronAllocation Allocate(ScoredSeed seed, IAllocationPolicy policy, CostKind kind, byte share)
    {
        var ratios = KeptChannels.Ratios(seed.Seed);
        var least = CostAt(ratios[0]);
        var most = CostAt(ratios[^1]);
        var budget = new CostBudget(kind, least + ((most - least) * share / byte.MaxValue));
        return NeuronAllocator.Allocate(seed.Seed, seed.Scores, policy, budget);

        long CostAt(double ratio) => new CostBudget(kind, 0).CostOf(policy.Allocate(seed.Seed, seed.Scores, ratio));
    }
}

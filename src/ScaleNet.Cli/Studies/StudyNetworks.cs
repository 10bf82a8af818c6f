using System.Collections.Immutable;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Data.Datasets;
using ScaleNet.Evaluation.Studies;

namespace ScaleNet.Cli.Studies;

/// <summary>Makes the networks of a condition, all at the cost of its ResNet.</summary>
internal sealed class StudyNetworks
{
    private const double WidestSeed = 64; // planes; a single coarse scale needs many channels to cost as much as a fine one

    private readonly StudyCondition _condition;
    private readonly ResNetSpec _resNet;

    /// <summary>The networks for a condition's images.</summary>
    public StudyNetworks(StudyCondition condition, ImageClassificationData data)
    {
        _condition = condition;
        _resNet = new ResNetSpec
        {
            Name = FormattableString.Invariant($"ResNet-{condition.Depth}, width {condition.Width}"),
            Stem = condition.LargeStem ? StemKind.ImageNet : StemKind.Small,
            StemChannels = condition.Width,
            InputChannels = data.Preprocessing.Channels,
            Resolution = data.Preprocessing.Height,
            Classes = data.Train.ClassNames.Count,
            Stages = [.. condition.Blocks.Select((blocks, stage) => new ResNetStage(condition.Width << stage, blocks))],
        };
        Budget = new CostBudget(CostKind.Macs, new CostBudget(CostKind.Macs, 1).CostOf(_resNet));
    }

    /// <summary>What a network may cost.</summary>
    public CostBudget Budget { get; }

    /// <summary>The redundant network from which an allocation is learned.</summary>
    public ScaleNetSpec Seed(SeedVariant variant) => SeedDesign.Create(_resNet, variant.Scales, variant.Ratio);

    /// <summary>The network of an arm.</summary>
    /// <param name="arm">How it is made.</param>
    /// <param name="source">What it is learned from; null for an arm that learns nothing.</param>
    /// <exception cref="SpecException">The budget is out of reach.</exception>
    public NetworkSpec Of(StudyArm arm, StudySeed? source) => arm.Family switch
    {
        ArmFamily.ResNet => _resNet,
        ArmFamily.SeResNet => SmallImageDesigns.Gated(_resNet),
        _ when source is not null => Learned(arm, source),
        _ => Unlearned(arm),
    };

    /// <summary>Makes the network of an arm with made-up scores, where it needs any.</summary>
    /// <param name="arm">How it is made.</param>
    /// <param name="source">The seed network that it will be learned from; null for an arm that learns nothing.</param>
    /// <exception cref="SpecException">The budget is out of reach, whatever the scores will be.</exception>
    public void RequireWithinReach(StudyArm arm, SeedVariant? source)
    {
        if (source is null)
        {
            Of(arm, null);
            return;
        }

        var seed = Seed(source);
        NeuronAllocator.Allocate(seed, new ChannelScores([.. seed.Blocks.Select(Rising)]), PolicyOf(arm), Budget);

        static ImmutableArray<ImmutableArray<float>> Rising(ImmutableArray<int> block) =>
            [.. block.Select(count => Enumerable.Range(1, count).Select(rank => (float)rank).ToImmutableArray())];
    }

    /// <summary>The scores of a seed network as the allocator takes them.</summary>
    public static ChannelScores ScoresOf(StudySeed source) => new(source.Scores);

    /// <summary>The scales that are written in the networks of an arm; of a single one the condition's are there too, without channels.</summary>
    public static ImmutableArray<int> ScalesOf(StudyCondition condition, StudyArm arm) => arm.Scales is [var scale]
        ? [.. condition.Scales.Union([scale]).Order()]
        : arm.Scales ?? condition.Scales;

    private ScaleNetSpec Learned(StudyArm arm, StudySeed source)
    {
        var ratio = arm.SeedRatio ?? 1;
        var seed = SeedDesign.Create(_resNet, source.Scales, ratio);
        var scores = ScoresOf(source);
        scores.RequireDifferences($"{source.Condition}, seed {source.Seed}");
        return Named(arm, NeuronAllocator.Allocate(seed, scores, PolicyOf(arm), Budget));
    }

    private ScaleNetSpec Unlearned(StudyArm arm)
    {
        var policy = arm.Scales is [var scale] ? new SingleScalePolicy(scale) : PolicyOf(arm);
        for (var ratio = 1.0; ratio <= WidestSeed; ratio *= 2)
        {
            var seed = SeedDesign.Create(_resNet, ScalesOf(_condition, arm), ratio);
            var ladder = policy.Ladder(seed, null, Budget.Cost);
            if (Budget.CostOf(ladder.At(ladder.Ratios[^1])) >= Budget.Amount)
            {
                return Named(arm, NeuronAllocator.Allocate(seed, null, policy, Budget));
            }
        }

        throw new SpecException(
            $"{_condition.Name}: {arm.Name} does not reach the budget, however many channels it has. Leave it out.");
    }

    private static IAllocationPolicy PolicyOf(StudyArm arm) => AllocationPolicies.Get(arm.Policy!, arm.Draw, arm.AliveThreshold);

    private ScaleNetSpec Named(StudyArm arm, NeuronAllocation allocation) =>
        allocation.Filled().Spec with { Name = $"ScaleNet-{_condition.Depth}, {arm.Name}" };
}

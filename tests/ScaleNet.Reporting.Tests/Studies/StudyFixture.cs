using System.Collections.Immutable;
using System.Globalization;
using ScaleNet.Evaluation.Statistics;
using ScaleNet.Evaluation.Studies;

namespace ScaleNet.Reporting.Tests.Studies;

/// <summary>A study with invented numbers.</summary>
internal static class StudyFixture
{
    private const int Blocks = 6;

    /// <summary>Two sizes of networks on the same images and one condition on others; four arms.</summary>
    public static StudyPlan Plan { get; } = new()
    {
        Name = "invented",
        Title = "An invented study: are shares | learned?",
        Question = "Do <learned> proportions help? No number here was measured.",
        Recipe = "fashion-quick",
        Seeds = [1, 2, 3],
        Conditions =
        [
            Condition("narrow", 8, "multi-scale-fashion"),
            Condition("wide", 16, "multi-scale-fashion"),
            Condition("plain", 8, "fashion") with { ImageSize = null, TrainImages = null, Epochs = null },
        ],
        Arms =
        [
            new() { Name = "resnet", Family = ArmFamily.ResNet },
            new() { Name = "even", Family = ArmFamily.ScaleNet, Policy = "even" },
            new() { Name = "learned", Family = ArmFamily.ScaleNet, Policy = "per-block", SeedEpochs = 2, SeedRatio = 1.5 },
            new() { Name = "two-scales", Family = ArmFamily.ScaleNet, Policy = "random", Draw = 1, Scales = [1, 2], Inherit = true },
        ],
        Comparisons = [new("learned", "even"), new("learned", "resnet")],
    };

    public static StudyCondition Condition(string name, int width, string data) => new()
    {
        Name = name,
        Data = data,
        ImageSize = 64,
        TrainImages = 10_000,
        Epochs = 3,
        Blocks = [2, 2, 2],
        Width = width,
        Scales = [1, 2, 4],
    };

    /// <summary>Writes the plan and what the first seeds came to in some conditions.</summary>
    public static void Write(string folder, StudyPlan plan, int seeds, params string[] conditions)
    {
        plan.Write(folder);
        foreach (var condition in plan.Conditions.Where(condition => conditions.Contains(condition.Name)))
        {
            foreach (var seed in plan.Seeds.Take(seeds))
            {
                for (var arm = 0; arm < plan.Arms.Length; arm++)
                {
                    StudyLog.Append(folder, Result(condition, plan.Arms[arm], arm, seed));
                }

                StudyLog.Append(folder, Seed(condition, seed));
            }
        }
    }

    public static StudyResult Result(StudyCondition condition, StudyArm arm, int number, int seed)
    {
        var error = 0.2 - (0.004 * condition.Width) - (0.005 * number) + (0.002 * seed) + (0.002 * Draw(condition.Name, number, seed));
        var budget = 100_000L * condition.Width * condition.Width;
        var scales = arm.Family == ArmFamily.ScaleNet ? arm.Scales ?? condition.Scales : (ImmutableArray<int>?)null;
        return new StudyResult
        {
            Condition = condition.Name,
            Arm = arm.Name,
            Seed = seed,
            Network = arm.Name,
            SpecHash = "0123abcd",
            Macs = budget - (budget * (number + seed) / 1000),
            BudgetMacs = budget,
            Parameters = 1000 * condition.Width,
            Epochs = 3,
            TestErrors = [0.5 + error, 0.1 + error, error],
            TestLoss = 0.5,
            TrainError = error / 2,
            Seconds = 100,
            Channels = scales is { } of ? [.. Enumerable.Range(0, Blocks).Select(block => Channels(condition, arm, of.Length, block, seed))] : null,
            Scales = scales,
            Tool = "0.1.0",
        };
    }

    public static StudySeed Seed(StudyCondition condition, int seed) => new()
    {
        Condition = condition.Name,
        Seed = seed,
        Variant = "scales-1-2-4",
        Scales = condition.Scales,
        Macs = 1_000_000,
        TestError = 0.25 + (0.001 * seed),
        Seconds = 50,
        Scores =
        [
            .. Enumerable.Range(0, Blocks).Select(block => condition.Scales.Select((_, scale) =>
                ImmutableArray.Create((float)(0.2 + (0.1 * scale * block) + (0.3 * Draw(condition.Name, (10 * block) + scale, seed)))))
                .ToImmutableArray()),
        ],
    };

    private static ImmutableArray<int> Channels(StudyCondition condition, StudyArm arm, int scales, int block, int seed) => arm.Policy == "even"
        ? [.. Enumerable.Repeat(4, scales)]
        : [.. Enumerable.Range(0, scales).Select(scale =>
            2 + (scale * block) + (int)(4 * Draw(condition.Name + arm.Name, (10 * block) + scale, seed)))];

    // In [0, 1), always the same.
    private static double Draw(string name, int number, int seed)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{name} {number} {seed}");
        var bits = text.Aggregate(0UL, (state, character) => SplitMix64.Mix(state + character + SplitMix64.GoldenGamma));
        return (bits >> 11) * (1.0 / (1UL << 53));
    }
}

using System.Collections.Immutable;
using ScaleNet.Evaluation.Studies;

namespace ScaleNet.Evaluation.Tests.Studies;

/// <summary>A small study with invented numbers.</summary>
internal static class StudyFixture
{
    public static StudyPlan Plan { get; } = new()
    {
        Name = "small",
        Title = "A small study",
        Question = "Does it add up?",
        Recipe = "quick",
        Seeds = [1, 2, 3],
        Conditions =
        [
            new() { Name = "narrow", Data = "fashion", Blocks = [1, 1, 1], Width = 4, Scales = [1, 2] },
            new() { Name = "wide", Data = "fashion", Blocks = [1, 1, 1], Width = 8, Scales = [1, 2] },
        ],
        Arms =
        [
            new() { Name = "resnet", Family = ArmFamily.ResNet },
            new() { Name = "learned", Family = ArmFamily.ScaleNet, Policy = "per-block" },
        ],
        Comparisons = [new("learned", "resnet")],
    };

    public static StudyResult Result(string condition, string arm, int seed, double error) => new()
    {
        Condition = condition,
        Arm = arm,
        Seed = seed,
        Network = "net",
        SpecHash = "0123abcd",
        Macs = 990,
        BudgetMacs = 1000,
        Parameters = 100,
        Epochs = 2,
        TestErrors = [0.9, error],
        TestLoss = 1,
        TrainError = 0.1,
        Seconds = 10,
        Tool = "0.1.0",
    };

    /// <summary>A result of a network with two scales.</summary>
    public static StudyResult Result(string condition, string arm, int seed, double error, params int[][] channels) =>
        Result(condition, arm, seed, error) with
        {
            Scales = [1, 2],
            Channels = [.. channels.Select(block => block.ToImmutableArray())],
        };

    public static StudySeed Seed(string condition, int seed, params float[][][] scores) => new()
    {
        Condition = condition,
        Seed = seed,
        Variant = "scales 1,2",
        Scales = [1, 2],
        Macs = 2000,
        TestError = 0.5,
        Seconds = 20,
        Scores = [.. scores.Select(block => block.Select(scale => scale.ToImmutableArray()).ToImmutableArray())],
    };
}

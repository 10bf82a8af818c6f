using ScaleNet.Evaluation.Studies;

namespace ScaleNet.Cli.Tests.Studies;

/// <summary>A small plan.</summary>
internal static class Plans
{
    public static StudyPlan Small { get; } = new()
    {
        Name = "small",
        Title = "",
        Question = "",
        Recipe = "study",
        Seeds = [1, 2],
        Conditions =
        [
            new() { Name = "near", Data = "embedded", Blocks = [1, 1, 1], Width = 8, Scales = [1, 2] },
            new() { Name = "far", Data = "embedded", Blocks = [1, 1, 1], Width = 8, Scales = [1, 2] },
        ],
        Arms =
        [
            new() { Name = "resnet", Family = ArmFamily.ResNet },
            new() { Name = "learned", Family = ArmFamily.ScaleNet, Policy = "per-block" },
            new() { Name = "global", Family = ArmFamily.ScaleNet, Policy = "global" },
            new() { Name = "elsewhere", Family = ArmFamily.ScaleNet, Policy = "per-block", SeedFrom = "far" },
            new() { Name = "short", Family = ArmFamily.ScaleNet, Policy = "per-block", SeedEpochs = 2 },
        ],
        Comparisons = [new("learned", "resnet")],
    };

    /// <summary>A line of the seed 1.</summary>
    public static StudyResult Result(string condition, string arm, int epochs) => new()
    {
        Condition = condition,
        Arm = arm,
        Seed = 1,
        Network = arm,
        SpecHash = "0",
        Macs = 1,
        BudgetMacs = 1,
        Parameters = 1,
        Epochs = epochs,
        TestErrors = [0.25],
        TestLoss = 1,
        TrainError = 0.2,
        Seconds = 1,
        Tool = "test",
    };
}

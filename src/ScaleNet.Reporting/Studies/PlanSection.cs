using ScaleNet.Architecture.Allocation;
using ScaleNet.Evaluation.Studies;
using ScaleNet.Reporting.Reports;
using static ScaleNet.Reporting.Reports.ReportPage;

namespace ScaleNet.Reporting.Studies;

/// <summary>What was to be done, as the plan has it.</summary>
internal static class PlanSection
{
    public static void Write(IDocument document, StudyPlan plan)
    {
        document.Section("The plan");
        document.Text(
            $"Every arm is trained in every condition with each of the seeds {StudyText.Names(plan.Seeds)}, by the recipe {plan.Recipe}. "
            + "The number of epochs is fixed beforehand, what counts is the error after the last one, and nothing is chosen by the test images. "
            + "The networks of a condition cost what its ResNet costs.");
        document.Table(
            "Conditions",
            [
                new Column("Condition", IsNumber: false),
                new Column("Data", IsNumber: false),
                new Column("Side"),
                new Column("Training images"),
                new Column("Epochs"),
                new Column("Blocks", IsNumber: false),
                new Column("Depth"),
                new Column("Width"),
                new Column("Stem", IsNumber: false),
                new Column("Scales", IsNumber: false),
            ],
            [.. plan.Conditions.Select(condition => new List<string>
            {
                condition.Name,
                condition.Data,
                CountOr(condition.ImageSize, "the data's"),
                CountOr(condition.TrainImages, "all"),
                CountOr(condition.Epochs, "the recipe's"),
                StudyText.Names(condition.Blocks),
                NumberText.Count(condition.Depth),
                NumberText.Count(condition.Width),
                condition.LargeStem ? "7x7 and pooling" : "3x3",
                StudyText.Names(condition.Scales),
            })]);
        document.Table(
            "Arms",
            [
                new Column("Arm", IsNumber: false),
                new Column("Network", IsNumber: false),
                new Column("Allocation", IsNumber: false),
                new Column("Scales", IsNumber: false),
                new Column("Learned from", IsNumber: false),
                new Column("Begins with", IsNumber: false),
            ],
            [.. plan.Arms.Select(RowOf)]);
    }

    private static List<string> RowOf(StudyArm arm) =>
    [
        arm.Name,
        arm.Family switch { ArmFamily.ResNet => "ResNet", ArmFamily.SeResNet => "SE-ResNet", _ => "ScaleNet" },
        (arm.Policy ?? NumberText.None) + (arm.Draw is { } draw ? $", draw {NumberText.Count(draw)}" : ""),
        arm.Family != ArmFamily.ScaleNet ? NumberText.None
            : arm.Scales is { } scales ? StudyText.Names(scales) : "the condition's",
        LearnsFromSeed(arm) ? string.Join(", ", SeedOf(arm)) : NumberText.None,
        arm.Inherit ? "the seed's weights" : "random weights",
    ];

    // A policy that is not known here is of another version; it learns as the paper's does.
    private static bool LearnsFromSeed(StudyArm arm) => arm.Inherit
        || (arm.Policy is { } name && AllocationPolicies.All.FirstOrDefault(policy => policy.Name == name) is null or { LearnsFromScores: true });

    private static IEnumerable<string> SeedOf(StudyArm arm)
    {
        yield return arm.SeedFrom is { } from ? $"a seed in {from}" : "a seed in the same condition";
        if (arm.SeedEpochs is { } epochs)
        {
            yield return $"{NumberText.Count(epochs)} epochs";
        }

        if (arm.SeedRatio is { } ratio)
        {
            yield return $"width {NumberText.Rate(ratio)}";
        }

        if (arm.SeedPenalty is { } penalty)
        {
            yield return $"penalty {NumberText.Rate(penalty)}";
        }

        if (arm.AliveThreshold is { } threshold)
        {
            yield return $"alive above {NumberText.Rate(threshold)}";
        }
    }

    private static string CountOr(int? count, string otherwise) =>
        count is { } known ? NumberText.Count(known) : otherwise;
}

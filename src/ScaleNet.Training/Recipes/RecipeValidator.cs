using ScaleNet.Architecture;

namespace ScaleNet.Training.Recipes;

/// <summary>Checks a recipe once, at the boundary, and reports all problems together.</summary>
internal static class RecipeValidator
{
    // Limits against absurd files: well above any real training, well below what overflows a count of steps.
    private const int MostEpochs = 100_000;
    private const int MostBatchSize = 65_536;
    private const int MostPad = 1_024;

    /// <summary>Throws one exception that lists every problem with its JSON path.</summary>
    public static void Require(TrainingRecipe recipe, string source)
    {
        var problems = new ProblemList();
        CheckText(recipe, problems);
        problems.RequireWithin("$.epochs", recipe.Epochs, 1, MostEpochs);
        problems.RequireWithin("$.batchSize", recipe.BatchSize, 1, MostBatchSize);
        problems.RequireWithin("$.seed", recipe.Seed, 0, int.MaxValue);
        CheckSchedule(recipe, problems);
        CheckOptimization(recipe, problems);
        problems.RequireWithin("$.augmentation.pad", recipe.Augmentation.Pad, 0, MostPad);
        problems.RequireDefined(recipe.Precision, "$.precision", "full or bfloat16");
        OptionalFeatureChecks.Check(recipe, problems);
        if (!problems.IsEmpty)
        {
            throw new SpecException($"{source}: {problems}.");
        }
    }

    private static void CheckText(TrainingRecipe recipe, ProblemList problems)
    {
        if (string.IsNullOrWhiteSpace(recipe.Name))
        {
            problems.Add("$.name: is empty");
        }
    }

    private static void CheckSchedule(TrainingRecipe recipe, ProblemList problems)
    {
        var schedule = recipe.Schedule;
        problems.Require(recipe.LearningRate is > 0 and < double.PositiveInfinity,
            "$.learningRate", recipe.LearningRate, "a finite number above 0");
        if (recipe.Epochs >= 1)
        {
            problems.RequireWithin("$.schedule.warmupEpochs", schedule.WarmupEpochs, 0, recipe.Epochs - 1);
        }

        problems.Require(
            schedule.WarmupLearningRate == 0 || (schedule.WarmupLearningRate > 0 && schedule.WarmupLearningRate <= recipe.LearningRate),
            "$.schedule.warmupLearningRate", schedule.WarmupLearningRate, "0 to the learning rate");
        problems.Require(schedule.WarmupSteps >= 0 && (schedule.WarmupSteps == 0 || schedule.WarmupEpochs == 0),
            "$.schedule.warmupSteps", schedule.WarmupSteps, "0 or more, and none beside warmupEpochs");
        problems.Require(schedule.Kind == ScheduleKind.Polynomial ? schedule.Power is > 0 and < double.PositiveInfinity : schedule.Power == 0,
            "$.schedule.power", schedule.Power, "above 0 for a polynomial schedule, none for others");
        switch (schedule.Kind)
        {
            case ScheduleKind.MultiStep:
                CheckMultiStep(recipe.Epochs, schedule, problems);
                break;
            case ScheduleKind.Cosine or ScheduleKind.Polynomial:
                CheckFalling(recipe.LearningRate, schedule, problems);
                break;
            default:
                problems.Add($"$.schedule.kind: got {schedule.Kind}, expected multiStep, cosine or polynomial");
                break;
        }
    }

    private static void CheckMultiStep(int epochs, LearningRateSchedule schedule, ProblemList problems)
    {
        problems.Require(schedule.Gamma is > 0 and <= 1, "$.schedule.gamma", schedule.Gamma, "above 0, at most 1");
        problems.Require(schedule.FinalLearningRate == 0,
            "$.schedule.finalLearningRate", schedule.FinalLearningRate, "none: it belongs to a cosine or polynomial schedule");
        for (var i = 0; i < schedule.Milestones.Length; i++)
        {
            var least = i == 0 ? 1 : schedule.Milestones[i - 1] + 1;
            problems.Require(schedule.Milestones[i] >= least && schedule.Milestones[i] < epochs,
                $"$.schedule.milestones[{i}]", schedule.Milestones[i], $"{least} to {epochs - 1}, rising");
        }
    }

    private static void CheckFalling(double peak, LearningRateSchedule schedule, ProblemList problems)
    {
        problems.Require(schedule.FinalLearningRate >= 0 && schedule.FinalLearningRate <= peak,
            "$.schedule.finalLearningRate", schedule.FinalLearningRate, "0 to the learning rate");
        problems.Require(schedule.Gamma == 1, "$.schedule.gamma", schedule.Gamma, "none: it belongs to a multi-step schedule");
        if (!schedule.Milestones.IsEmpty)
        {
            problems.Add("$.schedule.milestones: belong to a multi-step schedule, expected none");
        }
    }

    private static void CheckOptimization(TrainingRecipe recipe, ProblemList problems)
    {
        problems.Require(recipe.Momentum is >= 0 and < 1, "$.momentum", recipe.Momentum, "0 to below 1");
        problems.Require(recipe.WeightDecay is >= 0 and < double.PositiveInfinity,
            "$.weightDecay", recipe.WeightDecay, "a finite number of at least 0");
        problems.Require(recipe.LabelSmoothing is >= 0 and < 1, "$.labelSmoothing", recipe.LabelSmoothing, "0 to below 1");
        if (recipe.Nesterov && recipe.Momentum == 0)
        {
            problems.Add("$.nesterov: needs a momentum above 0");
        }
    }
}

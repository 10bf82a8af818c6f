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
        var problems = new List<string>();
        CheckText(recipe, problems);
        Within(problems, "$.epochs", recipe.Epochs, 1, MostEpochs);
        Within(problems, "$.batchSize", recipe.BatchSize, 1, MostBatchSize);
        Within(problems, "$.seed", recipe.Seed, 0, int.MaxValue);
        CheckSchedule(recipe, problems);
        CheckOptimization(recipe, problems);
        Within(problems, "$.augmentation.pad", recipe.Augmentation.Pad, 0, MostPad);
        if (!Enum.IsDefined(recipe.Precision))
        {
            problems.Add($"$.precision: got {recipe.Precision}, expected full or bfloat16");
        }

        if (problems.Count > 0)
        {
            throw new SpecException($"{source}: {string.Join("; ", problems)}.");
        }
    }

    private static void CheckText(TrainingRecipe recipe, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(recipe.Name))
        {
            problems.Add("$.name: is empty");
        }
    }

    private static void CheckSchedule(TrainingRecipe recipe, List<string> problems)
    {
        var schedule = recipe.Schedule;
        Require(problems, recipe.LearningRate is > 0 and < double.PositiveInfinity,
            "$.learningRate", recipe.LearningRate, "a finite number above 0");
        if (recipe.Epochs >= 1)
        {
            Within(problems, "$.schedule.warmupEpochs", schedule.WarmupEpochs, 0, recipe.Epochs - 1);
        }

        switch (schedule.Kind)
        {
            case ScheduleKind.MultiStep:
                CheckMultiStep(recipe.Epochs, schedule, problems);
                break;
            case ScheduleKind.Cosine:
                CheckCosine(recipe.LearningRate, schedule, problems);
                break;
            default:
                problems.Add($"$.schedule.kind: got {schedule.Kind}, expected multiStep or cosine");
                break;
        }
    }

    private static void CheckMultiStep(int epochs, LearningRateSchedule schedule, List<string> problems)
    {
        Require(problems, schedule.Gamma is > 0 and <= 1, "$.schedule.gamma", schedule.Gamma, "above 0, at most 1");
        Require(problems, schedule.FinalLearningRate == 0,
            "$.schedule.finalLearningRate", schedule.FinalLearningRate, "none: it belongs to a cosine schedule");
        for (var i = 0; i < schedule.Milestones.Length; i++)
        {
            var least = i == 0 ? 1 : schedule.Milestones[i - 1] + 1;
            Require(problems, schedule.Milestones[i] >= least && schedule.Milestones[i] < epochs,
                $"$.schedule.milestones[{i}]", schedule.Milestones[i], $"{least} to {epochs - 1}, rising");
        }
    }

    private static void CheckCosine(double peak, LearningRateSchedule schedule, List<string> problems)
    {
        Require(problems, schedule.FinalLearningRate >= 0 && schedule.FinalLearningRate <= peak,
            "$.schedule.finalLearningRate", schedule.FinalLearningRate, "0 to the learning rate");
        Require(problems, schedule.Gamma == 1, "$.schedule.gamma", schedule.Gamma, "none: it belongs to a multi-step schedule");
        if (!schedule.Milestones.IsEmpty)
        {
            problems.Add("$.schedule.milestones: belong to a multi-step schedule, expected none");
        }
    }

    private static void CheckOptimization(TrainingRecipe recipe, List<string> problems)
    {
        Require(problems, recipe.Momentum is >= 0 and < 1, "$.momentum", recipe.Momentum, "0 to below 1");
        Require(problems, recipe.WeightDecay is >= 0 and < double.PositiveInfinity,
            "$.weightDecay", recipe.WeightDecay, "a finite number of at least 0");
        Require(problems, recipe.LabelSmoothing is >= 0 and < 1, "$.labelSmoothing", recipe.LabelSmoothing, "0 to below 1");
        if (recipe.Nesterov && recipe.Momentum == 0)
        {
            problems.Add("$.nesterov: needs a momentum above 0");
        }
    }

    private static void Within(List<string> problems, string path, int value, int least, int most) =>
        Require(problems, value >= least && value <= most, path, value, FormattableString.Invariant($"{least} to {most}"));

    private static void Require(List<string> problems, bool holds, string path, double value, string expected)
    {
        if (!holds)
        {
            problems.Add(FormattableString.Invariant($"{path}: got {value}, expected {expected}"));
        }
    }
}

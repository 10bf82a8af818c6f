using System.Collections.Immutable;

namespace ScaleNet.Evaluation.Studies;

/// <summary>Finds what is wrong with a study before hours are spent on it.</summary>
internal static class StudyPlanCheck
{
    /// <summary>Every problem with its JSON path; what only the program knows (policies, recipes, data) is not looked at.</summary>
    public static List<string> ProblemsOf(StudyPlan plan)
    {
        var problems = new List<string>();
        RequireElements("$.conditions", plan.Conditions, problems);
        RequireElements("$.arms", plan.Arms, problems);
        RequireElements("$.comparisons", plan.Comparisons, problems);
        if (problems.Count > 0)
        {
            return problems; // the rest would stumble over them
        }

        RequireName("$.name", plan.Name, problems);
        RequireNames("$.conditions", [.. plan.Conditions.Select(condition => condition.Name)], problems);
        RequireNames("$.arms", [.. plan.Arms.Select(arm => arm.Name)], problems);
        Require(plan.Seeds.Length > 0, $"$.seeds: is empty, expected at least one", problems);
        Require(plan.Seeds.Distinct().Count() == plan.Seeds.Length, $"$.seeds: holds a number twice", problems);
        for (var i = 0; i < plan.Conditions.Length; i++)
        {
            Check(plan.Conditions[i], $"$.conditions[{i}]", problems);
        }

        for (var i = 0; i < plan.Arms.Length; i++)
        {
            Check(plan.Arms[i], plan, $"$.arms[{i}]", problems);
        }

        foreach (var pair in plan.Comparisons.Where(pair => pair.Arm == pair.Against))
        {
            problems.Add($"$.comparisons: compares '{pair.Arm}' with itself");
        }

        foreach (var arm in plan.Comparisons.SelectMany(pair => new[] { pair.Arm, pair.Against }).Distinct())
        {
            Require(plan.Arms.Any(known => known.Name == arm), $"$.comparisons: there is no arm '{arm}'", problems);
        }

        return problems;
    }

    private static void Check(StudyCondition condition, string path, List<string> problems)
    {
        Require(condition.ImageSize is null or > 0, $"{path}.imageSize: got {condition.ImageSize}, expected 1 or more", problems);
        Require(condition.TrainImages is null or > 0, $"{path}.trainImages: got {condition.TrainImages}, expected 1 or more", problems);
        Require(condition.Epochs is null or > 0, $"{path}.epochs: got {condition.Epochs}, expected 1 or more", problems);
        Require(condition.Blocks.Length > 0 && condition.Blocks.All(count => count > 0),
            $"{path}.blocks: got [{string.Join(",", condition.Blocks)}], expected a number of blocks for each stage, such as [2,2,2]", problems);
        Require(condition.Width > 0, $"{path}.width: got {condition.Width}, expected 1 or more", problems);
        RequireScales($"{path}.scales", condition.Scales, problems);
    }

    private static void Check(StudyArm arm, StudyPlan plan, string path, List<string> problems)
    {
        var isScaleNet = arm.Family == ArmFamily.ScaleNet;
        Require(isScaleNet == arm.Policy is not null, $"{path}.policy: expected for a scaleNet, and for no other family", problems);
        var isLearned = isScaleNet && (arm.SeedFrom, arm.SeedEpochs, arm.SeedRatio, arm.SeedPenalty) != (null, null, null, null);
        Require(isScaleNet || !(isLearned || arm.Inherit || arm.Scales is not null || arm.Draw is not null),
            $"{path}: {arm.Family} has no scales and no seed, but is given one", problems);
        Require(arm.Draw is null or >= 0, $"{path}.draw: got {arm.Draw}, expected 0 or more", problems);
        RequireScales($"{path}.scales", arm.Scales ?? [1], problems);
        Require(arm.SeedEpochs is null or > 0, $"{path}.seedEpochs: got {arm.SeedEpochs}, expected 1 or more", problems);
        Require(arm.SeedRatio is null or > 0, $"{path}.seedRatio: got {arm.SeedRatio}, expected above 0", problems);
        Require(arm.SeedPenalty is null or >= 0, $"{path}.seedPenalty: got {arm.SeedPenalty}, expected 0 or more", problems);
        Require(arm.AliveThreshold is null or >= 0, $"{path}.aliveThreshold: got {arm.AliveThreshold}, expected 0 or more", problems);
        Require(arm.SeedFrom is null || plan.Conditions.Any(condition => condition.Name == arm.SeedFrom),
            $"{path}.seedFrom: there is no condition '{arm.SeedFrom}'", problems);
    }

    private static void RequireScales(string path, ImmutableArray<int> scales, List<string> problems) => Require(
        scales.Length > 0 && scales.All(scale => scale > 0) && scales.Distinct().Count() == scales.Length,
        $"{path}: got [{string.Join(",", scales)}], expected different down-sampling factors such as [1,2,4,7]", problems);

    // Names are folders and columns of tables.
    private static void RequireNames(string path, string[] names, List<string> problems)
    {
        Require(names.Length > 0, $"{path}: is empty, expected at least one", problems);
        Array.ForEach(names, name => RequireName(path, name, problems));

        foreach (var name in names.CountBy(name => name).Where(count => count.Value > 1))
        {
            problems.Add($"{path}: the name '{name.Key}' is there twice");
        }
    }

    private static void RequireName(string path, string name, List<string> problems) => Require(
        name.Length > 0 && name.All(IsPlain), $"{path}: got the name '{name}', expected small letters, digits and hyphens", problems);

    // The reader of JSON refuses null for a property, but not for an element of a list.
    private static void RequireElements<T>(string path, IEnumerable<T?> elements, List<string> problems)
        where T : class
    {
        foreach (var (index, element) in elements.Index())
        {
            Require(element is not null, $"{path}[{index}]: is null, expected an object", problems);
        }
    }

    private static bool IsPlain(char character) => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-';

    private static void Require(bool holds, FormattableString problem, List<string> problems)
    {
        if (!holds)
        {
            problems.Add(FormattableString.Invariant(problem));
        }
    }
}

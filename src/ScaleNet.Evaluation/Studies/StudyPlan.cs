using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Evaluation.Studies;

/// <summary>What a study trains and compares: the content of <c>study.json</c>.</summary>
/// <remarks>
/// Every arm is trained in every condition with every seed, by one recipe, for a number of epochs that is fixed before anything is
/// run; what counts is the error on the test images after the last epoch. Nothing is chosen by the test images.
/// </remarks>
public sealed record StudyPlan
{
    /// <summary>The name of the file in a study's folder.</summary>
    public const string FileName = "study.json";

    /// <summary>What it is called; the name of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>Headline of the report.</summary>
    public required string Title { get; init; }

    /// <summary>What it asks, in a sentence or two.</summary>
    public required string Question { get; init; }

    /// <summary>The training recipe of all networks.</summary>
    public required string Recipe { get; init; }

    /// <summary>Seeds of initial weights, order and augmentation; each arm is trained once with each.</summary>
    public required ImmutableArray<int> Seeds { get; init; }

    /// <summary>The settings.</summary>
    public required ImmutableArray<StudyCondition> Conditions { get; init; }

    /// <summary>The ways to make a network.</summary>
    public required ImmutableArray<StudyArm> Arms { get; init; }

    /// <summary>The pairs of arms whose differences are tested, the first minus the second.</summary>
    public required ImmutableArray<ArmPair> Comparisons { get; init; }

    /// <summary>Trainings of the whole plan, seeds of allocations not counted.</summary>
    [JsonIgnore]
    public int Trainings => Conditions.Length * Arms.Length * Seeds.Length;

    /// <summary>Reads and checks a plan.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="RunFolderException">Not a plan; the message lists every problem.</exception>
    public static StudyPlan Read(string path) => Parse(RunJson.ReadBytes(path), path);

    /// <summary>Reads and checks a plan.</summary>
    /// <param name="json">The text in UTF-8.</param>
    /// <param name="source">What to call it in errors.</param>
    /// <exception cref="RunFolderException">Not a plan; the message lists every problem.</exception>
    public static StudyPlan Parse(ReadOnlySpan<byte> json, string source)
    {
        var plan = Parsed(json, source);
        var problems = StudyPlanCheck.ProblemsOf(plan);
        return problems.Count == 0
            ? plan
            : throw new RunFolderException($"{source}: is not a study: {string.Join("; ", problems)}.");
    }

    // A plan is written by hand: what is wrong is told with its place and, of a word that is not known, with those that are.
    private static StudyPlan Parsed(ReadOnlySpan<byte> json, string source)
    {
        try
        {
            return RunJson.Parse<StudyPlan>(json, source, RunJson.Document);
        }
        catch (RunFolderException error) when (error.InnerException is JsonException problem)
        {
            throw new RunFolderException(
                problem.Path?.EndsWith(".family", StringComparison.Ordinal) == true
                    ? $"{source}: is not a study: {problem.Path}: expected one of {string.Join(", ", Families)}."
                    : $"{source}: is not a study: {problem.Message.ReplaceLineEndings(" ")}",
                problem);
        }
    }

    private static IEnumerable<string> Families => Enum.GetNames<ArmFamily>().Select(JsonNamingPolicy.CamelCase.ConvertName);

    /// <summary>Writes the plan into a study's folder, atomically.</summary>
    public void Write(string folder) => RunJson.Write(Path.Combine(folder, FileName), this);
}

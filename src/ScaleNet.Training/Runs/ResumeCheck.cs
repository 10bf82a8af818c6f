using System.Text.Json;
using System.Text.Json.Nodes;
using ScaleNet.Architecture.Specs;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Recipes;

namespace ScaleNet.Training.Runs;

/// <summary>Refuses to go on with a run as another one, and names the difference.</summary>
internal static class ResumeCheck
{
    /// <summary>Compares what the run folder describes with what is asked now.</summary>
    /// <exception cref="RunFolderException">They differ.</exception>
    public static void Require(RunInfo info, TrainingPlan plan)
    {
        var folder = plan.Job.RunFolder;
        if (info.Kind != plan.Job.Kind)
        {
            throw Refused(folder, [$"kind: the run is {info.Kind}, asked is {plan.Job.Kind}"]);
        }

        if (info.SpecHash != plan.Task.SpecHash)
        {
            throw Refused(folder,
                [$"network: the run has {info.Network} ({info.SpecHash}), asked is {plan.Job.NetworkName} ({plan.Task.SpecHash})"]);
        }

        if (plan.Job.InitialWeights is { } start && start.Path != info.StartedFrom)
        {
            throw Refused(folder,
                [$"initial weights: the run has {info.StartedFrom ?? "random ones"}, asked is {start.Path}"]);
        }

        foreach (var (name, content) in plan.DescribingFiles().Where(file => file.Name != RunLayout.NetworkFile))
        {
            var path = RunLayout.PathOf(folder, name);
            if (File.Exists(path) && Differences(File.ReadAllText(path), content, path) is { Count: > 0 } differences)
            {
                throw Refused(folder, differences.Select(difference => $"{Path.GetFileNameWithoutExtension(name)} {difference}"));
            }
        }
    }

    /// <summary>Compares what a checkpoint says of the data with what is asked now.</summary>
    /// <exception cref="RunFolderException">They differ.</exception>
    public static void Require(CheckpointState state, TrainingPlan plan)
    {
        (string Name, int Run, int Asked)[] numbers =
        [
            ("training images", state.TrainImages, plan.Job.TrainImages),
            ("test images", state.TestImages, plan.Task.TestImages),
            ("batches of an epoch", state.BatchesPerEpoch, plan.BatchesPerEpoch),
        ];
        var differences = numbers
            .Where(number => number.Run != number.Asked)
            .Select(number => $"{number.Name}: the run has {number.Run}, asked is {number.Asked}")
            .ToList();
        if (differences.Count > 0)
        {
            throw Refused(plan.Job.RunFolder, differences);
        }
    }

    /// <summary>What the user should know of a step that is taken in other parts than those the run began with; null if it is not.</summary>
    public static string? OtherSplit(TrainingPlan plan)
    {
        var path = RunLayout.PathOf(plan.Job.RunFolder, RunLayout.RecipeFile);
        return File.Exists(path) && RecipeFile.Load(path).Accumulation is var begun && begun != plan.Recipe.Accumulation
            ? FormattableString.Invariant($"a process takes a step in {plan.Recipe.Accumulation} batches, the run began with {begun}: ")
                + "the images of a step are the same, sums are rounded otherwise, and batch norm sees batches of another size"
            : null;
    }

    private static RunFolderException Refused(string folder, IEnumerable<string> differences) => new(
        $"{folder}: cannot be resumed as another training: {string.Join("; ", differences)}. "
        + "Use the run's own settings, or --overwrite to start it anew.");

    private static List<string> Differences(string run, string asked, string path)
    {
        var differences = new List<string>();
        Compare("$", Normal(run, path), Normal(asked, path), differences);
        return differences;
    }

    // Name and description of a recipe change nothing; the split of a step changes no step's images, as the number of ranks does not.
    private static JsonNode? Normal(string json, string path)
    {
        if (Path.GetFileName(path) == RunLayout.RecipeFile)
        {
            json = RecipeFile.Write(RecipeFile.Read(json, path) with { Name = "recipe", Description = "", GradientAccumulation = 0 });
        }

        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException error)
        {
            throw new RunFolderException(
                $"{path}: not the expected JSON ({error.Message.ReplaceLineEndings(" ")}) Restore the file.", error);
        }
    }

    private static void Compare(string path, JsonNode? run, JsonNode? asked, List<string> differences)
    {
        if (run is JsonObject runObject && asked is JsonObject askedObject)
        {
            foreach (var name in runObject.Select(pair => pair.Key).Union(askedObject.Select(pair => pair.Key)))
            {
                Compare($"{path}.{name}", runObject[name], askedObject[name], differences);
            }
        }
        else if (!JsonNode.DeepEquals(run, asked))
        {
            var hint = path == "$.batchSize" ? " (images of a step: those of all processes and accumulated batches together)" : "";
            differences.Add($"{path}: the run has {Text(run)}, asked is {Text(asked)}{hint}");
        }
    }

    private static string Text(JsonNode? node) =>
        node is null ? "nothing" : JsonSerializer.Serialize(node, CompactOptions);

    private static readonly JsonSerializerOptions CompactOptions = new(SpecJson.StrictOptions) { WriteIndented = false };
}

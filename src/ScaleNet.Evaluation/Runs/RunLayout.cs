using System.Globalization;

namespace ScaleNet.Evaluation.Runs;

/// <summary>The names of the files in a run folder; writers and readers take them from here only.</summary>
public static class RunLayout
{
    /// <summary>The version of the layout that this program writes, and the newest that it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>What the run is and how far it got: <see cref="RunInfo"/>.</summary>
    public const string RunFile = "run.json";

    /// <summary>The specification of the network.</summary>
    public const string NetworkFile = "network.json";

    /// <summary>The resolved training recipe.</summary>
    public const string RecipeFile = "recipe.json";

    /// <summary>Channels per block and scale, in the reference's structure format.</summary>
    public const string StructureFile = "structure.json";

    /// <summary>Mean, deviation, crop and interpolation that the network was trained with.</summary>
    public const string PreprocessingFile = "preprocessing.json";

    /// <summary>Names of the classes in the order of the logits: an array of strings.</summary>
    public const string ClassesFile = "classes.json";

    /// <summary>A detector's categories, id and name, in the order of its labels.</summary>
    public const string CategoriesFile = "categories.json";

    /// <summary>One <see cref="EpochMetrics"/> a line.</summary>
    public const string MetricsFile = "metrics.jsonl";

    /// <summary>The same as a table for spreadsheets: <see cref="MetricsTable"/>.</summary>
    public const string MetricsTableFile = "metrics.csv";

    /// <summary>One <see cref="StepMetrics"/> a line, every few steps.</summary>
    public const string StepsFile = "steps.jsonl";

    /// <summary>The folder of TensorBoard's event files.</summary>
    public const string TensorBoardFolder = "tensorboard";

    /// <summary>What the name of each of TensorBoard's event files begins with; the second of its beginning follows.</summary>
    public const string EventFilePrefix = "events.out.tfevents.";

    /// <summary>Example images and what the network says of them: <see cref="ExamplePrediction"/>.</summary>
    public const string PredictionsFile = "predictions.json";

    /// <summary>The runs that a comparison sets side by side: <see cref="ComparisonInfo"/>.</summary>
    public const string ComparisonFile = "comparison.json";

    /// <summary>How a structure was chosen: policy, budget, what it costs.</summary>
    public const string AllocationFile = "allocation.json";

    /// <summary>The structures for many budgets: <see cref="SweepInfo"/>.</summary>
    public const string SweepFile = "sweep.json";

    /// <summary>The report for people.</summary>
    public const string ReportFile = "report.html";

    /// <summary>The folder of the checkpoints.</summary>
    public const string CheckpointsFolder = "checkpoints";

    /// <summary>The path of one of the files above in a run folder.</summary>
    public static string PathOf(string runFolder, string fileName) => Path.Combine(runFolder, fileName);

    /// <summary>The path of the folder that holds the checkpoints.</summary>
    public static string CheckpointsPath(string runFolder) => Path.Combine(runFolder, CheckpointsFolder);

    /// <summary>The path of the folder that holds TensorBoard's event files.</summary>
    public static string TensorBoardPath(string runFolder) => Path.Combine(runFolder, TensorBoardFolder);

    /// <summary>TensorBoard's event files, the oldest first; none where there is no such folder.</summary>
    public static IReadOnlyList<string> EventFiles(string runFolder) => Directory.Exists(TensorBoardPath(runFolder))
        ? [.. Directory.GetFiles(TensorBoardPath(runFolder), EventFilePrefix + "*").Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The path of the tensors at the end of an epoch: <c>checkpoints/epoch-0001.safetensors</c>.</summary>
    public static string CheckpointTensorsPath(string runFolder, int epoch) =>
        Path.Combine(CheckpointsPath(runFolder), CheckpointName(epoch) + ".safetensors");

    /// <summary>The path of everything else that resuming needs: <c>checkpoints/epoch-0001.json</c>.</summary>
    public static string CheckpointStatePath(string runFolder, int epoch) =>
        Path.Combine(CheckpointsPath(runFolder), CheckpointName(epoch) + ".json");

    private static string CheckpointName(int epoch) =>
        string.Create(CultureInfo.InvariantCulture, $"epoch-{epoch:D4}");
}

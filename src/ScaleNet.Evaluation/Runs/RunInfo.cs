using System.Text.Json;
using System.Text.Json.Serialization;

namespace ScaleNet.Evaluation.Runs;

/// <summary>What a run is and how far it got: the content of <c>run.json</c>.</summary>
public sealed record RunInfo
{
    private const string FormatProperty = "format";

    /// <summary>Version of the run folder's layout.</summary>
    public int Format { get; init; } = RunLayout.CurrentFormat;

    /// <summary>Version of the program that wrote the run.</summary>
    public required string Tool { get; init; }

    /// <summary>The step of the method.</summary>
    public required RunKind Kind { get; init; }

    /// <summary>What the user calls the run.</summary>
    public required string Name { get; init; }

    /// <summary>Display name of the network.</summary>
    public required string Network { get; init; }

    /// <summary>Short hash of the canonical specification.</summary>
    public required string SpecHash { get; init; }

    /// <summary>How far the run got.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Epochs that the recipe asks for.</summary>
    public required int EpochsPlanned { get; init; }

    /// <summary>Epochs that are complete.</summary>
    public required int EpochsDone { get; init; }

    /// <summary>Learnable numbers of the network.</summary>
    public required long Parameters { get; init; }

    /// <summary>Multiply-accumulates per image at the run's input size.</summary>
    public required long Macs { get; init; }

    /// <summary>Where the images came from, in words.</summary>
    public required string DataSource { get; init; }

    /// <summary>The file whose weights the training began with; null for random ones.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StartedFrom { get; init; }

    /// <summary>When the run was started.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>Seconds of work so far, over all sessions of a resumed run.</summary>
    public required double ElapsedSeconds { get; init; }

    /// <summary>Reads <c>run.json</c> of a run folder.</summary>
    /// <exception cref="RunFolderException">
    /// The file is missing, is not as expected, or is newer than this program.
    /// </exception>
    public static RunInfo Read(string runFolder)
    {
        var path = RunLayout.PathOf(runFolder, RunLayout.RunFile);
        if (!File.Exists(path))
        {
            throw new RunFolderException(
                $"{runFolder}: not a run folder (it holds no {RunLayout.RunFile}). Check the path.");
        }

        var bytes = RunJson.ReadBytes(path);
        // First of all the format: a newer file may well hold properties that the strict reader would blame instead.
        CheckFormat(bytes, path);
        return RunJson.Parse<RunInfo>(bytes, path, RunJson.Document);
    }

    /// <summary>Writes <c>run.json</c> atomically; the folder must exist.</summary>
    public void Write(string runFolder) => RunJson.Write(RunLayout.PathOf(runFolder, RunLayout.RunFile), this);

    private static void CheckFormat(byte[] bytes, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty(FormatProperty, out var property)
                || property.ValueKind != JsonValueKind.Number
                || !property.TryGetInt32(out var format)
                || format < 1)
            {
                throw new RunFolderException(
                    $"{path} $.{FormatProperty}: missing or not a positive integer. " +
                    "Restore the file or start the run anew.");
            }

            if (format > RunLayout.CurrentFormat)
            {
                throw new RunFolderException(
                    $"{path}: made by a newer version: format {format}, " +
                    $"this program reads {RunLayout.CurrentFormat}. Update scalenet.");
            }
        }
        catch (JsonException error)
        {
            throw RunJson.NotReadable(path, error);
        }
    }
}

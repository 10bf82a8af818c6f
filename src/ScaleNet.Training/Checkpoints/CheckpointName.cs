using System.Globalization;
using System.Text.RegularExpressions;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Training.Checkpoints;

/// <summary>Where the files of a checkpoint are: <c>epoch-0003.*</c>, or <c>epoch-0003-batch-000012.*</c> in mid-epoch.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="Batch">Batches done in an epoch that is not complete; null at the end of an epoch.</param>
internal sealed partial record CheckpointName(int Epoch, int? Batch) : IComparable<CheckpointName>
{
    private const string StateSuffix = ".json";

    /// <summary>The name of a checkpoint with this state.</summary>
    public static CheckpointName Of(CheckpointState state) =>
        new(state.Epoch, state.IsEpochDone ? null : state.Sums.Batches);

    /// <summary>Weights.</summary>
    public string Weights(string runFolder) => Stem(runFolder) + ".safetensors";

    /// <summary>Momentum buffers.</summary>
    public string Momentum(string runFolder) => Stem(runFolder) + ".momentum.safetensors";

    /// <summary>Averaged weights.</summary>
    public string Average(string runFolder) => Stem(runFolder) + ".ema.safetensors";

    /// <summary>The state, which is written last: with it the checkpoint exists.</summary>
    public string State(string runFolder) => Stem(runFolder) + StateSuffix;

    /// <summary>The checkpoint that a file of the folder belongs to, also as a left-over temporary file; null if to none.</summary>
    public static CheckpointName? Parse(string path)
    {
        var match = Pattern().Match(Path.GetFileName(path));
        return match.Success
            && int.TryParse(match.Groups["epoch"].ValueSpan, CultureInfo.InvariantCulture, out var epoch)
                ? new CheckpointName(epoch, BatchOf(match))
                : null;
    }

    /// <summary>Whether the path is of a state file.</summary>
    public static bool IsState(string path) => path.EndsWith(StateSuffix, StringComparison.Ordinal);

    /// <summary>Whether the path is of a temporary file, whose writer was killed.</summary>
    public static bool IsLeftOver(string path) => path.EndsWith("tmp", StringComparison.Ordinal);

    /// <summary>Older before newer: the end of an epoch comes after all its batches.</summary>
    public int CompareTo(CheckpointName? other) => other is null
        ? 1
        : (Epoch, Batch ?? int.MaxValue).CompareTo((other.Epoch, other.Batch ?? int.MaxValue));

    /// <inheritdoc/>
    public override string ToString() => Path.GetFileNameWithoutExtension(State(""));

    private string Stem(string runFolder)
    {
        var stem = RunLayout.CheckpointStatePath(runFolder, Epoch)[..^StateSuffix.Length];
        return Batch is { } batch ? string.Create(CultureInfo.InvariantCulture, $"{stem}-batch-{batch:D6}") : stem;
    }

    private static int? BatchOf(Match match) =>
        int.TryParse(match.Groups["batch"].ValueSpan, CultureInfo.InvariantCulture, out var batch) ? batch : null;

    [GeneratedRegex(@"^epoch-(?<epoch>\d{4,9})(-batch-(?<batch>\d{6,9}))?\.(json|safetensors|momentum\.safetensors|ema\.safetensors)(\..*tmp)?$")]
    private static partial Regex Pattern();
}

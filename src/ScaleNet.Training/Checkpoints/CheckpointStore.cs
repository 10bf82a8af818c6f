using System.Security.Cryptography;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Weights;
using ScaleNet.Evaluation.Runs;

namespace ScaleNet.Training.Checkpoints;

/// <summary>The checkpoints of a run folder.</summary>
/// <remarks>
/// Each file is written as a whole or not at all, the state last: a checkpoint without a state does not exist. The state holds
/// the other files' SHA-256, so that a torn or altered one is noticed and an older checkpoint taken.
/// </remarks>
internal sealed class CheckpointStore(string runFolder, DiskWriter disk, int kept = CheckpointStore.DefaultKept)
{
    /// <summary>Ends of epochs that are kept, besides the best one, unless it is told otherwise.</summary>
    public const int DefaultKept = 3;

    /// <summary>Writes a checkpoint, then removes those that it makes dispensable.</summary>
    /// <returns>The path of the weights.</returns>
    /// <exception cref="IOException">A file could not be written; the older checkpoints are untouched.</exception>
    public string Write(CheckpointState state, CheckpointTensors tensors)
    {
        var name = CheckpointName.Of(state);
        DiskWriter.CreateFolder(RunLayout.CheckpointsPath(runFolder));
        var complete = state with
        {
            WeightsSha256 = WriteHashed(name.Weights(runFolder), tensors.Weights),
            MomentumSha256 = WriteHashed(name.Momentum(runFolder), tensors.Momentum),
            AverageSha256 = tensors.Average is null ? null : WriteHashed(name.Average(runFolder), tensors.Average),
        };
        disk.Write(name.State(runFolder), stream => stream.Write(complete.ToJson()));
        Prune(name);
        return name.Weights(runFolder);
    }

    /// <summary>The newest checkpoint that is whole; null if there is none.</summary>
    /// <param name="withMomentum">Whether the optimizer's buffers are wanted, and must be whole.</param>
    /// <param name="notes">Gets a line for each checkpoint that was passed over.</param>
    public Checkpoint? FindNewest(bool withMomentum, List<string> notes) => FirstWhole(Names().OrderDescending(), withMomentum, notes);

    /// <summary>The checkpoint of a choice, without the optimizer's buffers.</summary>
    /// <param name="choice">Which.</param>
    /// <param name="notes">Gets a line for each checkpoint that was passed over.</param>
    /// <exception cref="RunFolderException">There is none, or it is damaged.</exception>
    public Checkpoint Find(CheckpointChoice choice, List<string> notes)
    {
        var candidates = choice switch
        {
            { Epoch: { } epoch } => Names().Where(name => name == new CheckpointName(epoch, Batch: null)),
            { Best: true } => ByScore(),
            _ => Names().OrderDescending(),
        };
        if (FirstWhole(candidates, withMomentum: false, notes) is { } found)
        {
            return found;
        }

        var problems = string.Concat(notes.Select(note => $"; {note}"));
        var ends = Names().Where(name => name.Batch is null).Select(name => name.Epoch).Order();
        throw choice.Epoch is { } wanted
            ? new RunFolderException(FormattableString.Invariant(
                $"{runFolder}: holds no good checkpoint of epoch {wanted}{problems}. Kept are epochs {string.Join(", ", ends)}."))
            : new RunFolderException($"{runFolder}: holds no good checkpoint{problems}. Train it first.");
    }

    private Checkpoint? FirstWhole(IEnumerable<CheckpointName> candidates, bool withMomentum, List<string> notes)
    {
        foreach (var name in candidates)
        {
            if (TryRead(name, withMomentum, out var problem) is { } checkpoint)
            {
                return checkpoint;
            }

            notes.Add($"checkpoint {name} is damaged and was passed over: {problem}");
        }

        return null;
    }

    /// <summary>Removes all checkpoints, and the folder if nothing else is in it.</summary>
    public void Clear()
    {
        var folder = RunLayout.CheckpointsPath(runFolder);
        DeleteExcept(new HashSet<CheckpointName>());
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }

    private string WriteHashed(string path, WeightFile weights)
    {
        using var hash = SHA256.Create();
        disk.Write(path, stream =>
        {
            using var hashing = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true);
            SafetensorsWriter.Write(hashing, weights);
        });
        return Convert.ToHexStringLower(hash.Hash!);
    }

    private Checkpoint? TryRead(CheckpointName name, bool withMomentum, out string problem)
    {
        try
        {
            problem = $"{name.State(runFolder)} is not as it was written";
            if (CheckpointState.FromJson(File.ReadAllBytes(name.State(runFolder))) is not { } state)
            {
                return null;
            }

            List<(string Path, string Expected)> files = [(name.Weights(runFolder), state.WeightsSha256)];
            if (withMomentum)
            {
                files.Add((name.Momentum(runFolder), state.MomentumSha256));
            }

            if (state.AverageSha256 is { } average)
            {
                files.Add((name.Average(runFolder), average));
            }

            foreach (var (path, expected) in files)
            {
                problem = $"{path} is not as it was written";
                if (HashOf(path) != expected)
                {
                    return null;
                }
            }

            return new Checkpoint(
                state,
                SafetensorsReader.Read(name.Weights(runFolder)),
                name.Weights(runFolder),
                withMomentum ? SafetensorsReader.Read(name.Momentum(runFolder)) : null,
                state.AverageSha256 is null ? null : SafetensorsReader.Read(name.Average(runFolder)),
                name.Average(runFolder));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CheckpointException)
        {
            problem = error.Message;
            return null;
        }
    }

    private static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private void Prune(CheckpointName newest)
    {
        var keep = Names().Where(name => name.Batch is null).OrderDescending().Take(kept).Append(newest).ToHashSet();
        keep.UnionWith(ByScore().Take(1));
        DeleteExcept(keep);
    }

    // Of equals the oldest, which was trained the shortest.
    private IEnumerable<CheckpointName> ByScore() => Scored()
        .OrderByDescending(checkpoint => checkpoint.Score)
        .ThenBy(checkpoint => checkpoint.Name)
        .Select(checkpoint => checkpoint.Name);

    private List<(CheckpointName Name, double Score)> Scored()
    {
        var scored = new List<(CheckpointName, double)>();
        foreach (var name in Names())
        {
            if (CheckpointState.FromJson(File.ReadAllBytes(name.State(runFolder))) is { Score: { } score })
            {
                scored.Add((name, score));
            }
        }

        return scored;
    }

    private List<CheckpointName> Names() =>
        [.. Files().Where(CheckpointName.IsState).Select(CheckpointName.Parse).OfType<CheckpointName>()];

    // A state goes first: a checkpoint whose removal was cut short must not look whole.
    private void DeleteExcept(HashSet<CheckpointName> kept) => Files()
        .Where(path => CheckpointName.Parse(path) is { } name && (!kept.Contains(name) || CheckpointName.IsLeftOver(path)))
        .OrderByDescending(CheckpointName.IsState)
        .ToList()
        .ForEach(File.Delete);

    private string[] Files()
    {
        var folder = RunLayout.CheckpointsPath(runFolder);
        return Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
    }
}

using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Telemetry;

namespace ScaleNet.Serving.Models;

/// <summary>Looks at the files now and then, and serves what has changed.</summary>
/// <remarks>
/// A file is read when it looked the same twice, so that one that is being copied is left alone. One that cannot be used is named once,
/// and the model from before stays; so is what is wrong with a folder, until it goes away. A version whose folder is gone is taken away; a file that was named itself is not.
/// </remarks>
internal sealed class ModelReloader(
    ModelArguments arguments, ModelCatalog catalog, ModelLoader loader, ServingMetrics metrics, ILogger<ModelReloader> log)
{
    private readonly Dictionary<ModelFile, FileStamp> _lastLook = [];
    private readonly Dictionary<ModelFile, FileStamp> _refused = []; // new files that cannot be used
    private HashSet<string> _said = []; // what is wrong since the last look or longer

    /// <summary>Looks at the files until it is told to stop.</summary>
    public async Task RunAsync(TimeSpan interval, TimeProvider clock, CancellationToken stop)
    {
        if (interval <= TimeSpan.Zero)
        {
            return;
        }

        using var timer = new PeriodicTimer(interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                LookOrSay();
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Looks once.</summary>
    public void Look()
    {
        if (FindFiles() is not { } files)
        {
            return;
        }

        Forget(files);
        var known = catalog.Slots.ToDictionary(slot => slot.File);
        var slots = new List<ModelSlot>();
        foreach (var file in files)
        {
            if (known.Remove(file, out var slot))
            {
                slots.Add(slot);
                Renew(slot);
            }
            else if (HasSettled(file, _refused.GetValueOrDefault(file), out var stamp) && TryOpen(file, stamp!) is { } added)
            {
                slots.Add(added);
            }
        }

        catalog.Set(slots);
        foreach (var gone in known.Values)
        {
            _ = gone.Close(); // when its last request is answered
            metrics.Reload(gone.File, "removed");
            ServingLog.Removed(log, gone.File.Name, gone.Version);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The edge of a loop: what goes wrong in one look is logged as a defect, and the next look comes.")]
    private void LookOrSay()
    {
        try
        {
            Look();
        }
        catch (Exception defect)
        {
            ServingLog.LookFailed(log, defect);
        }
    }

    private IReadOnlyList<ModelFile>? FindFiles()
    {
        var problems = new HashSet<string>();
        IReadOnlyList<ModelFile>? files = null; // all stays as it is
        try
        {
            files = arguments.FindAgain(problem => problems.Add(problem));
        }
        catch (ServingException problem)
        {
            problems.Add(problem.Message);
        }

        foreach (var problem in problems.Except(_said))
        {
            ServingLog.NotLooked(log, problem);
        }

        _said = problems;
        return files;
    }

    private void Renew(ModelSlot slot)
    {
        if (!HasSettled(slot.File, slot.Stamp, out var stamp))
        {
            return;
        }

        try
        {
            var (model, read) = loader.Load(slot.File);
            slot.Replace(model, read);
            metrics.Reload(slot.File, "replaced");
            ServingLog.Replaced(log, slot.File.Name, slot.Version, slot.File.Path);
        }
        catch (Exception problem) when (problem is InferenceException or IOException or UnauthorizedAccessException)
        {
            slot.Refuse(stamp!, problem.Message);
            metrics.Reload(slot.File, "refused");
            ServingLog.Refused(log, slot.File.Name, slot.Version, problem.Message);
        }
    }

    private ModelSlot? TryOpen(ModelFile file, FileStamp stamp)
    {
        try
        {
            var slot = loader.Open(file);
            metrics.Reload(file, "added");
            ServingLog.Added(log, file.Name, slot.Version, file.Path);
            return slot;
        }
        catch (Exception problem) when (problem is InferenceException or IOException or UnauthorizedAccessException)
        {
            _refused[file] = stamp;
            metrics.Reload(file, "refused");
            ServingLog.NotAdded(log, file.Name, file.VersionText, problem.Message);
            return null;
        }
    }

    private bool HasSettled(ModelFile file, FileStamp? current, out FileStamp? stamp)
    {
        stamp = FileStamp.Of(file.Path);
        var isNew = stamp is not null && !stamp.Equals(current);
        var isSame = isNew && stamp!.Equals(_lastLook.GetValueOrDefault(file));
        if (isNew)
        {
            _lastLook[file] = stamp!;
        }

        return isSame;
    }

    // A file that comes again is tried again, even if it looks the same.
    private void Forget(IReadOnlyList<ModelFile> files)
    {
        foreach (var gone in _lastLook.Keys.Except(files).ToArray())
        {
            _lastLook.Remove(gone);
            _refused.Remove(gone);
        }
    }
}

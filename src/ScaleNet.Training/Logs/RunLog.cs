using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Logs;

/// <summary>
/// Logs a training in its run folder: <c>steps.jsonl</c>, a line every few steps and at the end of each epoch; TensorBoard's event
/// files; and <c>metrics.csv</c>, a row an epoch.
/// </summary>
/// <remarks>
/// What is logged is gathered in memory, and written every 10 s, at the end of an epoch and with each checkpoint. After a
/// kill the run goes on from a checkpoint, and the log of later steps is dropped. In a training of several processes only one
/// may log.
/// </remarks>
public sealed class RunLog : ITrainingObserver, IDisposable
{
    /// <summary>Steps from one line to the next if nobody says otherwise; timm's default.</summary>
    public const int DefaultInterval = 50;

    private static readonly TimeSpan FlushEvery = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _clock;
    private readonly int _interval;
    private string _folder = "";
    private LogFiles? _files;
    private long _lastFlush;

    /// <summary>A log that waits for a run to start.</summary>
    /// <param name="clock">Dates the events, and says when it is time to write.</param>
    /// <param name="interval">Steps from one line to the next.</param>
    public RunLog(TimeProvider clock, int interval = DefaultInterval)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(interval);
        (_clock, _interval) = (clock, interval);
        _lastFlush = clock.GetTimestamp();
    }

    /// <inheritdoc/>
    public void RunStarted(RunStart start)
    {
        _folder = start.RunFolder;
        WriteTable(); // a resumed run may have gone back to an earlier epoch
    }

    /// <inheritdoc/>
    public void EpochStarted(int epoch)
    {
    }

    /// <inheritdoc/>
    public void StepDone(StepProgress progress)
    {
        var files = FilesFrom(progress.Step);
        var isLast = progress.Batch == progress.Batches;
        if (isLast || progress.Step % _interval == 0)
        {
            files.Add(progress);
        }

        // An evaluation follows the last step, and may take long.
        if (isLast || _clock.GetElapsedTime(_lastFlush) >= FlushEvery)
        {
            Flush();
        }
    }

    /// <inheritdoc/>
    public void EpochDone(EpochMetrics metrics)
    {
        FilesFrom(metrics.Step + 1).Add(metrics);
        Flush();
        WriteTable();
    }

    /// <summary>Writes before the checkpoint is: a run that goes on from it finds its log up to there, and drops what is beyond.</summary>
    public void CheckpointStarting() => Flush();

    /// <inheritdoc/>
    public void CheckpointWritten(string path)
    {
    }

    /// <summary>Writes what is left.</summary>
    public void Dispose()
    {
        try
        {
            Flush();
        }
        catch (IOException)
        {
            // Something is left only after an error, and that one is to be told.
        }
    }

    // The first step that is told says where a resumed run goes on.
    private LogFiles FilesFrom(long firstStep) => _files ??= new LogFiles(_folder, firstStep, _clock);

    private void Flush()
    {
        _files?.Flush();
        _lastFlush = _clock.GetTimestamp();
    }

    private void WriteTable() => DiskWriter.Guard(
        RunLayout.PathOf(_folder, RunLayout.MetricsTableFile), () => MetricsTable.Write(_folder));
}

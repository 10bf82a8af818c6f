using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Checkpoints;

namespace ScaleNet.Training.Runs;

/// <summary>Keeps <c>run.json</c> and <c>metrics.jsonl</c> up to date.</summary>
internal sealed class RunProgress(string runFolder, RunInfo info, TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();
    private readonly double _earlierSeconds = info.ElapsedSeconds;
    private RunInfo _info = info;

    /// <summary>Adds the line of an epoch.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public void Append(EpochMetrics metrics) => DiskWriter.Guard(
        RunLayout.PathOf(runFolder, RunLayout.MetricsFile), () => MetricsLog.Append(runFolder, metrics));

    /// <summary>Counts an epoch whose checkpoint is complete.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public void EpochDone(int epoch) => Write(_info with { EpochsDone = epoch });

    /// <summary>Says how the session ended.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public void End(RunStatus status) => Write(_info with { Status = status });

    /// <summary>Says that an error ended the session, if even that can be written.</summary>
    public void TryFail()
    {
        try
        {
            End(RunStatus.Failed);
        }
        catch (IOException)
        {
            // An exception is already on its way, and the same disk is the likely reason.
        }
    }

    private void Write(RunInfo info)
    {
        _info = info with { ElapsedSeconds = _earlierSeconds + clock.GetElapsedTime(_start).TotalSeconds };
        DiskWriter.Guard(RunLayout.PathOf(runFolder, RunLayout.RunFile), () => _info.Write(runFolder));
    }
}

namespace ScaleNet.Training.Runs;

/// <summary>Tells when a checkpoint in mid-epoch is due: after so many steps, or after so much time.</summary>
internal sealed class CheckpointClock(TrainingJob job, TimeProvider clock)
{
    private long _last = clock.GetTimestamp();

    /// <summary>Whether one is due after a step.</summary>
    /// <param name="step">Steps done since the run began.</param>
    public bool IsDue(long step) =>
        (job.CheckpointEverySteps is { } steps && step % steps == 0)
        || (job.CheckpointEvery is { } time && clock.GetElapsedTime(_last) >= time);

    /// <summary>One was written.</summary>
    public void Written() => _last = clock.GetTimestamp();
}

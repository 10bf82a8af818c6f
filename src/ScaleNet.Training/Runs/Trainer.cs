using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Loops;
using ScaleNet.Training.Tasks;

namespace ScaleNet.Training.Runs;

/// <summary>Trains a network and keeps its run folder.</summary>
/// <remarks>
/// <b>Determinism:</b> on the CPU with the same number of threads, a run that was stopped or killed and resumed ends with the
/// same bits as one that was not: weights, momentum, place in the data and learning rate are in the checkpoint or follow from
/// the step.
/// </remarks>
public sealed class Trainer
{
    private readonly TrainingJob _job;
    private readonly ITrainingObserver _observer;
    private readonly TimeProvider _clock;
    private readonly DiskWriter _disk;
    private readonly CheckpointStore _checkpoints;

    /// <summary>A training that has not begun.</summary>
    /// <param name="job">What to train.</param>
    /// <param name="observer">Is told what happens.</param>
    /// <param name="clock">Measures time.</param>
    public Trainer(TrainingJob job, ITrainingObserver observer, TimeProvider clock)
        : this(job, observer, clock, new DiskWriter())
    {
    }

    internal Trainer(TrainingJob job, ITrainingObserver observer, TimeProvider clock, DiskWriter disk)
    {
        (_job, _observer, _clock, _disk) = (job, observer, clock, disk);
        _checkpoints = new CheckpointStore(job.RunFolder, disk, job.KeptCheckpoints);
    }

    /// <summary>Trains until the recipe's last epoch, or until asked to stop.</summary>
    /// <remarks>Of several ranks, rank 0 alone uses the run folder and tells the observer.</remarks>
    /// <param name="stop">Stops after the current batch; what was done is kept in a checkpoint.</param>
    /// <exception cref="TrainingDivergedException">The loss, a gradient, or a weight is not finite any more.</exception>
    /// <exception cref="RunFolderException">The folder cannot be used in this mode, or belongs to another training.</exception>
    /// <exception cref="ScaleNet.Architecture.SpecException">Network, recipe and data do not fit together.</exception>
    /// <exception cref="IOException">A file could not be written; the message names it.</exception>
    public TrainingResult Run(CancellationToken stop)
    {
        var plan = new TrainingPlan(_job);
        if (plan.Ranks.Rank > 0)
        {
            return new TrainingResult { Status = Follow(plan, stop), Metrics = [] };
        }

        RunContent.Require(_job.RunFolder, _job.Mode);
        DiskWriter.CreateFolder(_job.RunFolder);
        using var held = RunLock.Take(_job.RunFolder);
        var beginning = new RunPreparation(plan, _checkpoints, _disk, _clock).Prepare();
        Span<int> isFinished = [beginning.Info.Status == RunStatus.Finished ? 1 : 0];
        plan.Ranks.Max(isFinished);
        if (isFinished[0] != 0)
        {
            return Result(RunStatus.Finished);
        }

        var progress = new RunProgress(_job.RunFolder, beginning.Info, _clock);
        try
        {
            var status = Train(plan, beginning, progress, stop);
            progress.End(status);
            return Result(status);
        }
        catch (NonFiniteException problem)
        {
            progress.TryFail();
            throw Diverged(problem, LastGood());
        }
        catch (Exception)
        {
            progress.TryFail();
            throw;
        }
    }

    private RunStatus Train(TrainingPlan plan, RunBeginning beginning, RunProgress progress, CancellationToken stop)
    {
        using var session = new TrainingSession(plan, _observer, _clock);
        Begin(session, plan, beginning.Checkpoint, beginning.Start);
        var due = new CheckpointClock(_job, _clock);
        _observer.RunStarted(Start(plan, beginning, session));
        while (session.Epoch <= plan.Recipe.Epochs)
        {
            _observer.EpochStarted(session.Epoch);
            EpochMetrics metrics;
            double? score;
            try
            {
                session.TrainEpoch(() => SaveIfDue(session, due), stop);
                (metrics, score) = session.FinishEpoch(stop);
            }
            catch (OperationCanceledException)
            {
                SaveStopped(session);
                return RunStatus.Stopped;
            }

            // The line before the checkpoint: a kill in between costs an epoch, never a line.
            progress.Append(metrics);
            Save(session, isEpochDone: true, score);
            due.Written();
            progress.EpochDone(session.Epoch);
            _observer.EpochDone(metrics);
            session.NextEpoch();
        }

        WriteExamples(session);
        return RunStatus.Finished;
    }

    /// <summary>What a rank other than the first does: the same steps, and nothing else.</summary>
    private RunStatus Follow(TrainingPlan plan, CancellationToken stop)
    {
        Span<int> isFinished = [0];
        plan.Ranks.Max(isFinished);
        if (isFinished[0] != 0)
        {
            return RunStatus.Finished;
        }

        try
        {
            using var session = new TrainingSession(plan, new CompositeObserver(), _clock); // nobody watches
            Begin(session, plan, checkpoint: null, start: null);
            while (session.Epoch <= plan.Recipe.Epochs)
            {
                session.TrainEpoch(() => { }, stop);
                _ = session.FinishEpoch(stop);
                session.NextEpoch();
            }

            return RunStatus.Finished;
        }
        catch (OperationCanceledException)
        {
            return RunStatus.Stopped;
        }
        catch (NonFiniteException problem)
        {
            throw Diverged(problem, "The last good checkpoint is in the run folder.");
        }
    }

    private static void Begin(TrainingSession session, TrainingPlan plan, Checkpoint? checkpoint, IStartingWeights? start)
    {
        if (CheckpointBroadcast.FromFirst(plan.Ranks, checkpoint) is { } shared)
        {
            session.Restore(shared);
        }
        else
        {
            start?.Apply(session.Parts);
            StateBroadcast.FromFirst(plan.Ranks, session.Parts.SelectMany(part => part.state_dict().Values));
        }
    }

    private void SaveIfDue(TrainingSession session, CheckpointClock due)
    {
        if (due.IsDue(session.Step))
        {
            Save(session, isEpochDone: false);
            due.Written();
        }
    }

    private void SaveStopped(TrainingSession session)
    {
        if (session.BatchesDone > 0)
        {
            Save(session, isEpochDone: false); // else nothing is new since the checkpoint before, or since the initial weights
        }
    }

    private void Save(TrainingSession session, bool isEpochDone, double? score = null)
    {
        var (state, tensors) = session.Capture(isEpochDone, score);
        _observer.CheckpointStarting();
        _observer.CheckpointWritten(_checkpoints.Write(state, tensors));
    }

    private void WriteExamples(TrainingSession session)
    {
        var examples = session.Examples();
        DiskWriter.Guard(
            RunLayout.PathOf(_job.RunFolder, RunLayout.PredictionsFile),
            () => ExamplePrediction.WriteAll(_job.RunFolder, examples));
    }

    private static TrainingDivergedException Diverged(NonFiniteException problem, string lastGood) =>
        new($"{problem.Message}. Lower the learning rate or lengthen the warm-up. {lastGood}");

    private TrainingResult Result(RunStatus status) =>
        new() { Status = status, Metrics = MetricsLog.Read(_job.RunFolder) };

    private string LastGood() => _checkpoints.FindNewest(withMomentum: false, []) is { } checkpoint
        ? $"The last good checkpoint is {checkpoint.WeightsPath}."
        : "There is no checkpoint yet.";

    private static RunStart Start(TrainingPlan plan, RunBeginning beginning, TrainingSession session) => new()
    {
        RunFolder = plan.Job.RunFolder,
        Network = plan.Job.NetworkName,
        Parameters = beginning.Info.Parameters,
        Macs = beginning.Info.Macs,
        DataSource = plan.Task.DataSource,
        TrainImages = plan.Job.TrainImages,
        TestImages = plan.Task.TestImages,
        Epochs = plan.Recipe.Epochs,
        Batches = plan.BatchesPerEpoch,
        FirstEpoch = session.Epoch,
        FirstBatch = session.BatchesDone,
        Notes = beginning.Notes,
    };
}

using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Loops;

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
        _checkpoints = new CheckpointStore(job.RunFolder, disk);
    }

    /// <summary>Trains until the recipe's last epoch, or until asked to stop.</summary>
    /// <param name="stop">Stops after the current batch; what was done is kept in a checkpoint.</param>
    /// <exception cref="TrainingDivergedException">The loss, or a weight, is not finite any more.</exception>
    /// <exception cref="RunFolderException">The folder cannot be used in this mode, or belongs to another training.</exception>
    /// <exception cref="ScaleNet.Architecture.SpecException">Network, recipe and data do not fit together.</exception>
    /// <exception cref="IOException">A file could not be written; the message names it.</exception>
    public TrainingResult Run(CancellationToken stop)
    {
        var plan = new TrainingPlan(_job);
        RunContent.Require(_job.RunFolder, _job.Mode);
        DiskWriter.CreateFolder(_job.RunFolder);
        using var held = RunLock.Take(_job.RunFolder);
        var beginning = new RunPreparation(plan, _checkpoints, _disk, _clock).Prepare();
        if (beginning.Info.Status == RunStatus.Finished)
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
            throw new TrainingDivergedException($"{problem.Message}. Lower the learning rate or lengthen the warm-up. {LastGood()}");
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
        if (beginning.Checkpoint is { } checkpoint)
        {
            session.Restore(checkpoint);
        }

        _observer.RunStarted(Start(plan, beginning, session));
        while (session.Epoch <= plan.Recipe.Epochs)
        {
            _observer.EpochStarted(session.Epoch);
            EpochMetrics metrics;
            try
            {
                session.TrainEpoch(stop);
                metrics = session.FinishEpoch(stop);
            }
            catch (OperationCanceledException)
            {
                Save(session, isEpochDone: false);
                return RunStatus.Stopped;
            }

            // The line before the checkpoint: a kill in between costs an epoch, never a line.
            progress.Append(metrics);
            Save(session, isEpochDone: true);
            progress.EpochDone(session.Epoch);
            _observer.EpochDone(metrics);
            session.NextEpoch();
        }

        WriteExamples(plan, session);
        return RunStatus.Finished;
    }

    private void Save(TrainingSession session, bool isEpochDone)
    {
        if (!isEpochDone && session.BatchesDone == 0)
        {
            return; // nothing is new since the checkpoint before, or since the initial weights
        }

        var (state, weights, momentum) = session.Capture(isEpochDone);
        _observer.CheckpointWritten(_checkpoints.Write(state, weights, momentum));
    }

    private void WriteExamples(TrainingPlan plan, TrainingSession session)
    {
        var examples = Evaluator.Examples(
            session.Module, plan.Job.Data.Test, plan.Job.Data.Preprocessing, plan.Job.ExampleCount);
        DiskWriter.Guard(
            RunLayout.PathOf(_job.RunFolder, RunLayout.PredictionsFile),
            () => ExamplePrediction.WriteAll(_job.RunFolder, examples));
    }

    private TrainingResult Result(RunStatus status) =>
        new() { Status = status, Metrics = MetricsLog.Read(_job.RunFolder) };

    private string LastGood() => _checkpoints.FindNewest(withMomentum: false, []) is { } checkpoint
        ? $"The last good checkpoint is {checkpoint.WeightsPath}."
        : "There is no checkpoint yet.";

    private static RunStart Start(TrainingPlan plan, RunBeginning beginning, TrainingSession session) => new()
    {
        RunFolder = plan.Job.RunFolder,
        Network = plan.Job.Spec.Name,
        Parameters = beginning.Info.Parameters,
        Macs = beginning.Info.Macs,
        DataSource = plan.Job.Data.Source,
        TrainImages = plan.Job.Data.Train.Count,
        TestImages = plan.Test.Count,
        Epochs = plan.Recipe.Epochs,
        Batches = plan.BatchesPerEpoch,
        FirstEpoch = session.Epoch,
        FirstBatch = session.BatchesDone,
        Notes = beginning.Notes,
    };
}

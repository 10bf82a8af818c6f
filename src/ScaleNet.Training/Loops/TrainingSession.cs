using ScaleNet.Data.Loading;
using ScaleNet.Evaluation.Classification;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Modeling;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Loops;

/// <summary>A training under way: what learns, its place in the data, and the loop over an epoch.</summary>
internal sealed class TrainingSession : IDisposable
{
    private readonly TrainingPlan _plan;
    private readonly ITrainingObserver _observer;
    private readonly StepClock _clock;
    private readonly Learner _learner;
    private readonly CorruptSamples _corruptTrain;
    private readonly CorruptSamples _corruptTest;
    private readonly BatchLoader _loader;
    private EpochSums _sums;

    public TrainingSession(TrainingPlan plan, ITrainingObserver observer, TimeProvider clock)
    {
        _plan = plan;
        _observer = observer;
        _clock = new StepClock(clock, plan.Recipe.Epochs, plan.BatchesPerEpoch);
        _learner = new Learner(plan);
        var job = plan.Job;
        _corruptTrain = new CorruptSamples(job.Data.Train.Name, job.Data.Train.Count, job.CorruptShare);
        _corruptTest = new CorruptSamples(job.Data.Test.Name, job.Data.Test.Count, job.CorruptShare);
        _loader = new BatchLoader(job.Data.Train.Samples(job.Data.Preprocessing, Recipe.Augmentation), BatchPlan());
        Epoch = 1;
    }

    /// <summary>The epoch that is trained, from 1; beyond the recipe's last when all are done.</summary>
    public int Epoch { get; private set; }

    /// <summary>Steps done since the run began.</summary>
    public long Step { get; private set; }

    /// <summary>Steps of the epoch that are done.</summary>
    public int BatchesDone => _sums.Batches;

    public GraphModule Module => _learner.Module;

    private TrainingRecipe Recipe => _plan.Recipe;

    private ICollective Ranks => _plan.Ranks;

    /// <summary>While it lives, the network has its averaged weights; null for a training without.</summary>
    public IDisposable? UseAverage() => _learner.UseAverage();

    /// <summary>Takes over tensors and place of a checkpoint.</summary>
    public void Restore(Checkpoint checkpoint)
    {
        var state = checkpoint.State;
        _learner.Restore(checkpoint);
        Step = state.Step;
        Epoch = state.EpochsDone + 1;
        _sums = state.IsEpochDone ? default : state.Sums;
    }

    /// <summary>Trains what is left of the epoch: load, forward, loss, backward, reduce, step, observe.</summary>
    /// <param name="afterStep">Is called after each step but the epoch's last.</param>
    /// <param name="stop">Asks to stop between two batches.</param>
    /// <exception cref="OperationCanceledException">It, or another rank, was asked to stop; the step before is complete.</exception>
    public void TrainEpoch(Action afterStep, CancellationToken stop)
    {
        Module.train();
        _clock.EpochStarted();
        using var batches = _loader.ReadEpoch(Epoch - 1, _sums.Batches * Recipe.Accumulation).GetEnumerator();
        while (_sums.Batches < _plan.BatchesPerEpoch)
        {
            TrainStep(batches, stop);
            if (_sums.Batches < _plan.BatchesPerEpoch)
            {
                afterStep();
            }
        }
    }

    /// <summary>Ends the epoch: evaluates the network, if this is one of the epochs at whose ends that is done.</summary>
    /// <exception cref="OperationCanceledException">It was asked to stop; the epoch is not over.</exception>
    public EpochMetrics FinishEpoch(CancellationToken stop)
    {
        var started = _clock.Now;
        if (Epoch % _plan.Job.ValidationInterval != 0 && Epoch != Recipe.Epochs)
        {
            ThrowIfStopped(stop);
            return Metrics(null, null, _sums.Seconds);
        }

        var tally = Evaluate(stop);
        ClassificationTally? averaged = null;
        using (var average = UseAverage())
        {
            averaged = average is null ? null : Evaluate(stop);
        }

        return Metrics(tally, averaged, _sums.Seconds + _clock.SecondsSince(started));
    }

    /// <summary>Begins the next epoch.</summary>
    public void NextEpoch()
    {
        Epoch++;
        _sums = default;
    }

    /// <summary>Everything that going on from here needs.</summary>
    /// <param name="isEpochDone">Whether the epoch is over, and not in its middle.</param>
    /// <param name="score">Its validation accuracy; null in mid-epoch and after an epoch that was not evaluated.</param>
    /// <exception cref="NonFiniteException">A weight or its momentum is infinite or NaN.</exception>
    public (CheckpointState State, CheckpointTensors Tensors) Capture(bool isEpochDone, double? score)
    {
        var state = new CheckpointState
        {
            Epoch = Epoch,
            IsEpochDone = isEpochDone,
            Step = Step,
            BatchesPerEpoch = _plan.BatchesPerEpoch,
            TrainImages = _plan.Job.Data.Train.Count,
            TestImages = _plan.Test.Count,
            Sums = _sums,
            Seed = Recipe.Seed,
            SpecHash = _plan.SpecHash,
            Score = score,
        };
        var tensors = _learner.Capture(CheckpointMetadata.Of(state));
        return tensors.FirstBad() is { } key ? throw new NonFiniteException(Where($"{key} is not finite")) : (state, tensors);
    }

    public void Dispose() => _learner.Dispose();

    private void TrainStep(IEnumerator<Batch> batches, CancellationToken stop)
    {
        var rate = Recipe.LearningRateAt(Step, _plan.BatchesPerEpoch);
        StepResult result;
        try
        {
            _learner.BeginStep();
            for (var part = 0; part < Recipe.Accumulation; part++)
            {
                ThrowIfStopped(stop);
                using var batch = batches.MoveNext()
                    ? batches.Current
                    : throw new InvalidOperationException("The loader has fewer batches than the plan.");
                var microBatch = (((Step * Recipe.Accumulation) + part) * Ranks.WorldSize) + Ranks.Rank;
                _learner.Accumulate(batch, microBatch, Epoch);
            }

            result = _learner.FinishStep(Step, rate);
        }
        catch (OperationCanceledException)
        {
            _learner.AbandonStep();
            throw;
        }
        catch (NonFiniteException problem)
        {
            throw new NonFiniteException(Where(problem.Message));
        }

        Step++;
        _sums = _sums.Add(result, _clock.StepDone());
        _observer.StepDone(_clock.Progress(Step, Epoch, _sums, rate) with { GradientNorm = result.GradientNorm });
    }

    // All ranks leave at the same batch, whichever of them was asked.
    private void ThrowIfStopped(CancellationToken stop)
    {
        Span<int> isAsked = [stop.IsCancellationRequested ? 1 : 0];
        Ranks.Max(isAsked);
        if (isAsked[0] != 0)
        {
            throw new OperationCanceledException(stop);
        }
    }

    private ClassificationTally Evaluate(CancellationToken stop)
    {
        var batches = (_plan.Test.Count + _plan.MicroBatch - 1) / _plan.MicroBatch;
        var rounds = (batches + Ranks.WorldSize - 1) / Ranks.WorldSize;
        var part = Evaluator.Evaluate(
            Module,
            _plan.Test.Samples(_plan.Job.Data.Preprocessing, augmentation: null),
            new BatchPlan
            {
                BatchSize = _plan.MicroBatch,
                Workers = _plan.Job.Workers,
                Part = Ranks.Rank,
                Parts = Ranks.WorldSize,
                Corrupt = _corruptTest,
            },
            progress: null,
            () =>
            {
                ThrowIfStopped(stop);
                rounds--;
            });
        for (; rounds > 0; rounds--)
        {
            ThrowIfStopped(stop); // another rank has a batch more
        }

        Span<double> sums = [part.Count, part.LossSum, part.Top1Correct, part.Top5Correct];
        Ranks.Sum(sums);
        return new ClassificationTally((long)sums[0], sums[1], (long)sums[2], (long)sums[3]);
    }

    private EpochMetrics Metrics(ClassificationTally? tally, ClassificationTally? averaged, double seconds) => new()
    {
        Epoch = Epoch,
        Step = Step,
        LearningRate = LastRate(),
        TrainLoss = _sums.MeanLoss,
        TrainTop1 = _sums.Accuracy,
        ValidationLoss = tally?.MeanLoss,
        ValidationTop1 = tally?.Top1Accuracy,
        ValidationTop5 = tally?.Top5Accuracy,
        ValidationEmaLoss = averaged?.MeanLoss,
        ValidationEmaTop1 = averaged?.Top1Accuracy,
        ValidationEmaTop5 = averaged?.Top5Accuracy,
        Skipped = _corruptTrain.Count + _corruptTest.Count is > 0 and var skipped ? skipped : null,
        Seconds = seconds,
        ImagesPerSecond = _sums.ImagesPerSecond,
    };

    private double LastRate() => Recipe.LearningRateAt(Math.Max(0, Step - 1), _plan.BatchesPerEpoch);

    private string Where(string what) => FormattableString.Invariant(
        $"step {Step + 1} (epoch {Epoch}, batch {_sums.Batches + 1}): {what} at a learning rate of {Recipe.LearningRateAt(Step, _plan.BatchesPerEpoch):G6}");

    private BatchPlan BatchPlan() => new()
    {
        BatchSize = _plan.MicroBatch,
        Seed = Recipe.Seed,
        Shuffle = true,
        DropLast = true,
        Workers = _plan.Job.Workers,
        Part = Ranks.Rank,
        Parts = Ranks.WorldSize,
        Corrupt = _corruptTrain,
        ReplaceCorrupt = true,
    };
}

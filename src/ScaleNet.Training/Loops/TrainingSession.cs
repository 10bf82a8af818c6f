using ScaleNet.Evaluation.Runs;
using ScaleNet.Modeling;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;
using ScaleNet.Training.Tasks;

namespace ScaleNet.Training.Loops;

/// <summary>A training under way: what learns, its place in the data, and the loop over an epoch.</summary>
internal sealed class TrainingSession : IDisposable
{
    private readonly TrainingPlan _plan;
    private readonly ITrainingObserver _observer;
    private readonly StepClock _clock;
    private readonly ITaskSession _task;
    private readonly Learner _learner;
    private EpochSums _sums;

    public TrainingSession(TrainingPlan plan, ITrainingObserver observer, TimeProvider clock)
    {
        _plan = plan;
        _observer = observer;
        _clock = new StepClock(clock, plan.Recipe.Epochs, plan.BatchesPerEpoch);
        _task = plan.Task.Open(plan);
        _learner = new Learner(plan, _task);
        Epoch = 1;
    }

    /// <summary>The epoch that is trained, from 1; beyond the recipe's last when all are done.</summary>
    public int Epoch { get; private set; }

    /// <summary>Steps done since the run began.</summary>
    public long Step { get; private set; }

    /// <summary>Steps of the epoch that are done.</summary>
    public int BatchesDone => _sums.Batches;

    /// <summary>The network's graphs.</summary>
    public IReadOnlyList<GraphModule> Parts => _task.Parts;

    private TrainingRecipe Recipe => _plan.Recipe;

    private ICollective Ranks => _plan.Ranks;

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
        foreach (var part in Parts)
        {
            part.train();
        }

        _clock.EpochStarted();
        using var batches = _task.ReadEpoch(Epoch - 1, _sums.Batches * Recipe.Accumulation).GetEnumerator();
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
    /// <returns>What was measured, and the score of what would be used: the averaged weights where there are such.</returns>
    public (EpochMetrics Metrics, double? Score) FinishEpoch(CancellationToken stop)
    {
        var started = _clock.Now;
        if (Epoch % _plan.Job.ValidationInterval != 0 && Epoch != Recipe.Epochs)
        {
            ThrowIfStopped(stop);
            return (Metrics(null, null, _sums.Seconds), null);
        }

        var score = Evaluate(stop);
        TaskScore? averaged = null;
        using (var average = UseAverage())
        {
            averaged = average is null ? null : Evaluate(stop);
        }

        return (Metrics(score, averaged, _sums.Seconds + _clock.SecondsSince(started)), (averaged ?? score).Score);
    }

    /// <summary>Some test images with what the network, with its averaged weights where there are such, says of them.</summary>
    public IReadOnlyList<ExamplePrediction> Examples()
    {
        using var average = UseAverage();
        return _task.Examples();
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
            TrainImages = _plan.Job.TrainImages,
            TestImages = _plan.Task.TestImages,
            Sums = _sums,
            Seed = Recipe.Seed,
            SpecHash = _plan.Task.SpecHash,
            Score = score,
        };
        var tensors = _learner.Capture(CheckpointMetadata.Of(state));
        return tensors.FirstBad() is { } key ? throw new NonFiniteException(Where($"{key} is not finite")) : (state, tensors);
    }

    public void Dispose()
    {
        _learner.Dispose();
        _task.Dispose();
    }

    private void TrainStep(IEnumerator<ITaskBatch> batches, CancellationToken stop)
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

    private TaskScore Evaluate(CancellationToken stop) => _task.Evaluate(() => ThrowIfStopped(stop));

    private IDisposable? UseAverage() => _learner.UseAverage();

    private EpochMetrics Metrics(TaskScore? score, TaskScore? averaged, double seconds) => new()
    {
        Epoch = Epoch,
        Step = Step,
        LearningRate = LastRate(),
        TrainLoss = _sums.MeanLoss,
        TrainTop1 = _sums.Accuracy,
        ValidationLoss = score?.Classification?.MeanLoss,
        ValidationTop1 = score?.Classification?.Top1Accuracy,
        ValidationTop5 = score?.Classification?.Top5Accuracy,
        ValidationEmaLoss = averaged?.Classification?.MeanLoss,
        ValidationEmaTop1 = averaged?.Classification?.Top1Accuracy,
        ValidationEmaTop5 = averaged?.Classification?.Top5Accuracy,
        TrainClassifierLoss = _sums.Detection?.Classifier / _sums.Images,
        TrainBoxLoss = _sums.Detection?.Box / _sums.Images,
        TrainObjectnessLoss = _sums.Detection?.Objectness / _sums.Images,
        TrainProposalLoss = _sums.Detection?.Proposal / _sums.Images,
        ValidationAp = score?.Detection?.Ap,
        ValidationAp50 = score?.Detection?.Ap50,
        ValidationAp75 = score?.Detection?.Ap75,
        ValidationApSmall = score?.Detection?["APs"],
        ValidationApMedium = score?.Detection?["APm"],
        ValidationApLarge = score?.Detection?["APl"],
        ValidationEmaAp = averaged?.Detection?.Ap,
        ValidationEmaAp50 = averaged?.Detection?.Ap50,
        Skipped = _task.Skipped is > 0 and var skipped ? skipped : null,
        Seconds = seconds,
        ImagesPerSecond = _sums.ImagesPerSecond,
    };

    private double LastRate() => Recipe.LearningRateAt(Math.Max(0, Step - 1), _plan.BatchesPerEpoch);

    private string Where(string what) => FormattableString.Invariant(
        $"step {Step + 1} (epoch {Epoch}, batch {_sums.Batches + 1}): {what} at a learning rate of {Recipe.LearningRateAt(Step, _plan.BatchesPerEpoch):G6}");
}

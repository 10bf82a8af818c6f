using ScaleNet.Architecture.Weights;
using ScaleNet.Data.Loading;
using ScaleNet.Evaluation.Classification;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Modeling;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Optimization;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;
using static TorchSharp.torch;

namespace ScaleNet.Training.Loops;

/// <summary>A network in training: its tensors, its place in the data, and the loop over an epoch.</summary>
internal sealed class TrainingSession : IDisposable
{
    private readonly TrainingPlan _plan;
    private readonly ITrainingObserver _observer;
    private readonly StepClock _clock;
    private readonly GraphModule _module;
    private readonly MomentumSgd _optimizer;
    private readonly BatchLoader _loader;
    private EpochSums _sums;

    public TrainingSession(TrainingPlan plan, ITrainingObserver observer, TimeProvider clock)
    {
        _plan = plan;
        _observer = observer;
        _clock = new StepClock(clock, plan.Recipe.Epochs, plan.BatchesPerEpoch);
        _module = new GraphModule(plan.Graph, plan.Execution, device: plan.Job.Device);
        ModuleState.Initialize(_module, plan.Recipe.Seed);
        _optimizer = new MomentumSgd(TrainedParameter.Of(_module, plan.Recipe.DecayBatchNorm), plan.Recipe);
        _loader = new BatchLoader(
            plan.Job.Data.Train.Samples(plan.Job.Data.Preprocessing, plan.Recipe.Augmentation), PlanOf(plan));
        Epoch = 1;
    }

    /// <summary>The epoch that is trained, from 1; beyond the recipe's last when all are done.</summary>
    public int Epoch { get; private set; }

    /// <summary>Steps done since the run began.</summary>
    public long Step { get; private set; }

    /// <summary>Batches of the epoch that are done.</summary>
    public int BatchesDone => _sums.Batches;

    public GraphModule Module => _module;

    private TrainingRecipe Recipe => _plan.Recipe;

    /// <summary>Takes over tensors and place of a checkpoint.</summary>
    public void Restore(Checkpoint checkpoint)
    {
        var state = checkpoint.State;
        ModuleState.Load(_module, checkpoint.Weights, checkpoint.WeightsPath);
        _optimizer.Load(checkpoint.Momentum!, checkpoint.WeightsPath);
        Step = state.Step;
        Epoch = state.EpochsDone + 1;
        _sums = state.IsEpochDone ? default : state.Sums;
    }

    /// <summary>Trains what is left of the epoch: load, forward, loss, backward, step, observe.</summary>
    /// <exception cref="OperationCanceledException">It was asked to stop; the batch before is complete.</exception>
    public void TrainEpoch(CancellationToken stop)
    {
        _module.train();
        _clock.EpochStarted();
        var left = _plan.BatchesPerEpoch - _sums.Batches;
        foreach (var batch in _loader.ReadEpoch(Epoch - 1, _sums.Batches).Take(left))
        {
            using (batch)
            {
                stop.ThrowIfCancellationRequested();
                var rate = Recipe.LearningRateAt(Step, _plan.BatchesPerEpoch);
                var result = TrainStep(batch, rate);
                Step++;
                _sums = _sums.Add(result, _clock.StepDone());
                RequireFinite(result.Loss);
                _observer.StepDone(_clock.Progress(Epoch, _sums, rate));
            }
        }
    }

    /// <summary>Evaluates the network at the end of the epoch.</summary>
    /// <exception cref="OperationCanceledException">It was asked to stop; the epoch is not over.</exception>
    public EpochMetrics FinishEpoch(CancellationToken stop)
    {
        var started = _clock.Now;
        var tally = Evaluator.Evaluate(
            _module, _plan.Test, _plan.Job.Data.Preprocessing, Recipe.BatchSize, progress: null, stop);
        return Metrics(tally, _sums.Seconds + _clock.SecondsSince(started));
    }

    /// <summary>Begins the next epoch.</summary>
    public void NextEpoch()
    {
        Epoch++;
        _sums = default;
    }

    /// <summary>Everything that going on from here needs.</summary>
    /// <exception cref="NonFiniteException">A weight or its momentum is infinite or NaN.</exception>
    public (CheckpointState State, WeightFile Weights, WeightFile Momentum) Capture(bool isEpochDone)
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
        };
        var metadata = CheckpointMetadata.Of(state);
        var (weights, momentum) = (ModuleState.Save(_module, metadata), _optimizer.Save(metadata));
        if ((FiniteTensors.FirstBad(weights) ?? FiniteTensors.FirstBad(momentum)) is { } key)
        {
            throw new NonFiniteException(Where($"{key} is not finite"));
        }

        return (state, weights, momentum);
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _module.Dispose();
    }

    private StepResult TrainStep(Batch batch, double rate)
    {
        using var scope = NewDisposeScope();
        var device = _plan.Job.Device ?? CPU;
        var images = BatchTensors.Images(batch, device);
        var labels = BatchTensors.Labels(batch, device);
        _module.DropoutSeed = StepSeed.Of(Recipe.Seed, Step);
        var logits = _module.call(images);
        var loss = nn.functional.cross_entropy(logits, labels, label_smoothing: Recipe.LabelSmoothing);
        _optimizer.ClearGradients();
        loss.backward();
        _optimizer.Step(rate);

        // One read a step, at its end: by then a device has been given all of its work.
        var correct = logits.argmax(1).eq(labels).sum();
        var numbers = stack([loss.detach().to(ScalarType.Float64), correct.to(ScalarType.Float64)]).cpu();
        var values = numbers.data<double>();
        return new StepResult(batch.Count, values[0], (long)values[1]);
    }

    private EpochMetrics Metrics(ClassificationTally tally, double seconds) => new()
    {
        Epoch = Epoch,
        Step = Step,
        LearningRate = LastRate(),
        TrainLoss = _sums.MeanLoss,
        TrainTop1 = _sums.Accuracy,
        ValidationLoss = tally.MeanLoss,
        ValidationTop1 = tally.Top1Accuracy,
        ValidationTop5 = tally.Top5Accuracy,
        Seconds = seconds,
        ImagesPerSecond = _sums.ImagesPerSecond,
    };

    private void RequireFinite(double loss)
    {
        if (!double.IsFinite(loss))
        {
            throw new NonFiniteException(Where(FormattableString.Invariant($"the loss is {loss}")));
        }
    }

    private double LastRate() => Recipe.LearningRateAt(Math.Max(0, Step - 1), _plan.BatchesPerEpoch);

    private string Where(string what) => FormattableString.Invariant(
        $"step {Step} (epoch {Epoch}, batch {_sums.Batches}): {what} at a learning rate of {LastRate():G6}");

    private static BatchPlan PlanOf(TrainingPlan plan) => new()
    {
        BatchSize = plan.Recipe.BatchSize,
        Seed = plan.Recipe.Seed,
        Shuffle = true,
        DropLast = true,
        Workers = plan.Job.Workers,
    };
}

using ScaleNet.Data.Loading;
using ScaleNet.Modeling;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Optimization;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace ScaleNet.Training.Loops;

/// <summary>A network that learns: its tensors, and what a batch and a step do to them.</summary>
/// <remarks>
/// A step is made of <c>accumulation</c> batches on each rank. Until its last part, <see cref="FinishStep"/>, nothing has moved but
/// batch norm's running statistics, and <see cref="AbandonStep"/> moves those back.
/// </remarks>
internal sealed class Learner : IDisposable
{
    private readonly TrainingPlan _plan;
    private readonly IReadOnlyList<TrainedParameter> _parameters;
    private readonly MomentumSgd _optimizer;
    private readonly GradientClipper _clipper;
    private readonly GammaRegularizer? _regularizer;
    private readonly AveragedWeights? _average;
    private readonly BatchMixer? _mixer;
    private readonly RunningStatistics _statistics;
    private readonly GradientBuckets? _buckets;
    private readonly double[] _sums = new double[3];

    public Learner(TrainingPlan plan)
    {
        _plan = plan;
        Module = new GraphModule(plan.TrainingGraph, plan.Execution, device: plan.Job.Device);
        if (plan.IsDistributed && Recipe.SyncBatchNorm)
        {
            Module.JointStatistics = plan.Ranks;
        }

        ModuleState.Initialize(Module, Recipe.Seed);
        Module.Freeze(plan.Frozen); // before anything else asks what is trained
        _parameters = TrainedParameter.Of(Module, Recipe.DecayBatchNorm);
        _optimizer = new MomentumSgd(_parameters, Recipe);
        _clipper = new GradientClipper(Recipe.Clipping);
        _regularizer = plan.Regularizer is { } cost ? new GammaRegularizer(Module, cost, Recipe.MorphNet!.Strength) : null;
        _average = Recipe.Ema is { } ema ? new AveragedWeights(Module, ema) : null;
        _mixer = Recipe.Mixing is { } mixing ? new BatchMixer(mixing, plan.Job.Spec.Classes, Recipe.LabelSmoothing) : null;
        _statistics = new RunningStatistics(Module);
        _buckets = plan.IsDistributed
            ? new GradientBuckets(plan.Ranks, _parameters.Select(parameter => parameter.Value), _statistics.Averaged)
            : null;
    }

    public GraphModule Module { get; }

    private TrainingRecipe Recipe => _plan.Recipe;

    /// <summary>Takes over the tensors of a checkpoint.</summary>
    public void Restore(Checkpoint checkpoint)
    {
        ModuleState.Load(Module, checkpoint.Weights, checkpoint.WeightsPath);
        _optimizer.Load(checkpoint.Momentum!, checkpoint.WeightsPath);
        if (_average is not null && checkpoint.Average is { } average)
        {
            _average.Load(average, checkpoint.AveragePath);
        }
    }

    /// <summary>Everything that going on from here needs.</summary>
    public CheckpointTensors Capture(IReadOnlyDictionary<string, string> metadata) =>
        new(ModuleState.Save(Module, metadata), _optimizer.Save(metadata), _average?.Save(metadata));

    /// <summary>While it lives, the network has its averaged weights; null for a training without.</summary>
    public IDisposable? UseAverage() => _average?.Swap();

    /// <summary>Prepares a step.</summary>
    public void BeginStep()
    {
        _optimizer.ClearGradients();
        Array.Clear(_sums);
        if (Recipe.Accumulation > 1)
        {
            _statistics.Keep();
        }
    }

    /// <summary>Adds a batch's gradients to the step's.</summary>
    /// <param name="batch">The batch; borrowed.</param>
    /// <param name="microBatch">Its number among the batches of all ranks since the run began, from 0.</param>
    /// <param name="epoch">From 1.</param>
    /// <exception cref="NonFiniteException">The loss is infinite or NaN; the message names the first bad node.</exception>
    public void Accumulate(Batch batch, long microBatch, int epoch)
    {
        using var scope = NewDisposeScope();
        var device = _plan.Job.Device ?? CPU;
        var labels = BatchTensors.Labels(batch, device);
        var input = BatchTensors.Images(batch, device);
        var targets = labels;
        if (_mixer is not null)
        {
            (input, targets) = _mixer.Mix(input, labels, Recipe.Seed, microBatch, epoch);
        }

        Module.DropoutSeed = StepSeed.Of(Recipe.Seed, microBatch);
        var logits = Module.call(input);
        var loss = targets.dtype == ScalarType.Int64
            ? nn.functional.cross_entropy(logits, targets, label_smoothing: Recipe.LabelSmoothing)
            : SoftCrossEntropy.Mean(logits, targets);

        // One read a batch, before anything is moved: by then a device has been given all of its work.
        var correct = logits.argmax(1).eq(labels).sum();
        using var parts = Recipe.Accumulation.ToScalar();
        (Recipe.Accumulation == 1 ? loss : loss.div(parts)).backward();
        var numbers = stack([loss.detach().to(ScalarType.Float64), correct.to(ScalarType.Float64)]).cpu();
        var values = numbers.data<double>();
        _sums[0] += batch.Count;
        _sums[1] += values[0] * batch.Count;
        _sums[2] += values[1];
        if (!double.IsFinite(values[0]))
        {
            var culprit = NonFiniteSearch.FirstBad(Module, input) ?? "the loss itself";
            throw new NonFiniteException(FormattableString.Invariant(
                $"the loss is {values[0]}; first bad: {culprit}; images {string.Join(", ", batch.SampleIndices.Take(ShownImages))}, ..."));
        }
    }

    /// <summary>Averages the gradients over the ranks, adds the regulariser's, limits them, and moves the weights.</summary>
    /// <param name="step">From 0, over the whole training.</param>
    /// <param name="rate">The learning rate.</param>
    /// <exception cref="NonFiniteException">A gradient is infinite or NaN; the message names the first parameter.</exception>
    public StepResult FinishStep(long step, double rate)
    {
        _buckets?.Reduce(_sums);
        _regularizer?.AddGradients();
        var norm = _clipper.Clip(_parameters);
        if (!double.IsFinite(norm))
        {
            var culprit = NonFiniteSearch.FirstBadGradient(_parameters) ?? "their sum";
            throw new NonFiniteException(FormattableString.Invariant($"the norm of the gradients is {norm}; first bad: {culprit}"));
        }

        _optimizer.Step(rate);
        _average?.Update(step);
        return new StepResult((int)_sums[0], _sums[1] / _sums[0], (long)_sums[2], norm);
    }

    /// <summary>Undoes a step that was begun and not finished.</summary>
    public void AbandonStep()
    {
        _optimizer.ClearGradients();
        if (Recipe.Accumulation > 1)
        {
            _statistics.Restore();
        }
    }

    public void Dispose()
    {
        _buckets?.Dispose();
        _statistics.Dispose();
        _average?.Dispose();
        _optimizer.Dispose();
        Module.Dispose();
    }

    private const int ShownImages = 4;
}

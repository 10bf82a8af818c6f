using ScaleNet.Modeling;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Optimization;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;
using ScaleNet.Training.Tasks;
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
    private const int ShownImages = 4;
    private const int OwnSums = 2; // images and loss

    private readonly TrainingPlan _plan;
    private readonly ITaskSession _task;
    private readonly IReadOnlyList<TrainedParameter> _parameters;
    private readonly MomentumSgd _optimizer;
    private readonly GradientClipper _clipper;
    private readonly GammaRegularizer? _regularizer;
    private readonly AveragedWeights? _average;
    private readonly RunningStatistics _statistics;
    private readonly GradientBuckets? _buckets;
    private readonly double[] _sums;

    /// <param name="plan">The training.</param>
    /// <param name="task">The network with its images; borrowed.</param>
    public Learner(TrainingPlan plan, ITaskSession task)
    {
        (_plan, _task) = (plan, task);
        if (plan.IsDistributed && Recipe.SyncBatchNorm)
        {
            foreach (var part in Parts)
            {
                part.JointStatistics = plan.Ranks;
            }
        }

        _parameters = TrainedParameter.Of(Parts, Recipe.DecayBatchNorm);
        _optimizer = new MomentumSgd(_parameters, Recipe);
        _clipper = new GradientClipper(Recipe.Clipping);
        _regularizer = task.Regularizer is { } cost ? new GammaRegularizer(Parts, cost, Recipe.MorphNet!.Strength) : null;
        _average = Recipe.Ema is { } ema ? new AveragedWeights(Parts, ema) : null;
        _statistics = new RunningStatistics(Parts);
        _sums = new double[OwnSums + task.Extras];
        _buckets = plan.IsDistributed
            ? new GradientBuckets(plan.Ranks, _parameters.Select(parameter => parameter.Value), _statistics.Averaged)
            : null;
    }

    private IReadOnlyList<GraphModule> Parts => _task.Parts;

    private TrainingRecipe Recipe => _plan.Recipe;

    /// <summary>Takes over the tensors of a checkpoint.</summary>
    public void Restore(Checkpoint checkpoint)
    {
        ModuleState.Load(Parts, checkpoint.Weights, checkpoint.WeightsPath);
        _optimizer.Load(checkpoint.Momentum!, checkpoint.WeightsPath);
        if (_average is not null && checkpoint.Average is { } average)
        {
            _average.Load(average, checkpoint.AveragePath);
        }
    }

    /// <summary>Everything that going on from here needs.</summary>
    public CheckpointTensors Capture(IReadOnlyDictionary<string, string> metadata) =>
        new(ModuleState.Save(Parts, metadata), _optimizer.Save(metadata), _average?.Save(metadata));

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
    public void Accumulate(ITaskBatch batch, long microBatch, int epoch)
    {
        using var scope = NewDisposeScope();
        var forward = batch.Forward(microBatch, epoch);
        using var parts = Recipe.Accumulation.ToScalar();
        (Recipe.Accumulation == 1 ? forward.Loss : forward.Loss.div(parts)).backward();

        // One read a batch, and only now: a device has been given all of its work.
        var numbers = stack(forward.Extras.Prepend(forward.Loss.detach()).Select(number => number.to(ScalarType.Float64))).cpu();
        var values = numbers.data<double>();
        _sums[0] += batch.Count;
        _sums[1] += values[0] * batch.Count;
        for (var i = 0; i < forward.Extras.Count; i++)
        {
            _sums[OwnSums + i] += values[i + 1];
        }

        if (!double.IsFinite(values[0]))
        {
            var culprit = forward.FirstBad() ?? "the loss itself";
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
        return _task.Result(_sums, norm);
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
    }
}

using ScaleNet.Architecture.Allocation;
using ScaleNet.Data.Loading;
using ScaleNet.Evaluation.Classification;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Modeling;
using ScaleNet.Training.Loops;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;
using static TorchSharp.torch;

namespace ScaleNet.Training.Tasks;

/// <summary>A classifier under training.</summary>
internal sealed class ClassificationSession : ITaskSession
{
    private readonly TrainingPlan _plan;
    private readonly ClassificationTask _task;
    private readonly GraphModule _module;
    private readonly BatchMixer? _mixer;
    private readonly CorruptSamples _corruptTrain;
    private readonly CorruptSamples _corruptTest;
    private readonly BatchLoader _loader;

    public ClassificationSession(ClassificationTask task, TrainingPlan plan)
    {
        (_task, _plan) = (task, plan);
        _module = new GraphModule(task.TrainingGraph, plan.Execution, device: plan.Job.Device);
        ModuleState.Initialize(_module, Recipe.Seed);
        _module.Freeze(task.Frozen);
        _mixer = Recipe.Mixing is { } mixing ? new BatchMixer(mixing, task.Job.Spec.Classes, Recipe.LabelSmoothing) : null;
        var data = task.Job.Data;
        _corruptTrain = new CorruptSamples(data.Train.Name, data.Train.Count, plan.Job.CorruptShare);
        _corruptTest = new CorruptSamples(data.Test.Name, data.Test.Count, plan.Job.CorruptShare);
        _loader = new BatchLoader(data.Train.Samples(data.Preprocessing, Recipe.Augmentation), plan.Batches(_corruptTrain));
    }

    public IReadOnlyList<GraphModule> Parts => [_module];

    public CostRegularizer? Regularizer => _task.Regularizer;

    public int Extras => 1;

    public long Skipped => _corruptTrain.Count + _corruptTest.Count;

    private TrainingRecipe Recipe => _plan.Recipe;

    public IEnumerable<ITaskBatch> ReadEpoch(int epoch, int firstBatch) =>
        _loader.ReadEpoch(epoch, firstBatch).Select(batch => new ClassificationBatch(batch, _module, _plan.Job.Device ?? CPU, _mixer, Recipe));

    public StepResult Result(ReadOnlySpan<double> sums, double gradientNorm) =>
        new((int)sums[0], sums[1] / sums[0], (long)sums[2], gradientNorm);

    public TaskScore Evaluate(Action beforeBatch)
    {
        var ranks = _plan.Ranks;
        var batches = (_task.Test.Count + _plan.MicroBatch - 1) / _plan.MicroBatch;
        var rounds = (batches + ranks.WorldSize - 1) / ranks.WorldSize;
        var part = Evaluator.Evaluate(
            _module,
            _task.Test.Samples(_task.Job.Data.Preprocessing, augmentation: null),
            new BatchPlan
            {
                BatchSize = _plan.MicroBatch,
                Workers = _plan.Job.Workers,
                Part = ranks.Rank,
                Parts = ranks.WorldSize,
                Corrupt = _corruptTest,
            },
            progress: null,
            () =>
            {
                beforeBatch();
                rounds--;
            });
        for (; rounds > 0; rounds--)
        {
            beforeBatch(); // another rank has a batch more
        }

        Span<double> sums = [part.Count, part.LossSum, part.Top1Correct, part.Top5Correct];
        ranks.Sum(sums);
        var tally = new ClassificationTally((long)sums[0], sums[1], (long)sums[2], (long)sums[3]);
        return new TaskScore(tally.Top1Accuracy, tally);
    }

    public IReadOnlyList<ExamplePrediction> Examples() => Evaluator.Examples(
        _module, _task.Job.Data.Test, _task.Job.Data.Preprocessing, _task.Job.ExampleCount);

    public void Dispose() => _module.Dispose();
}

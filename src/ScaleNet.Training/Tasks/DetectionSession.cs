using ScaleNet.Architecture.Allocation;
using ScaleNet.Data.Detection;
using ScaleNet.Data.Loading;
using ScaleNet.Evaluation.Coco;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Modeling;
using ScaleNet.Modeling.Detection;
using ScaleNet.Training.Loops;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Tasks;

/// <summary>A detector under training.</summary>
internal sealed class DetectionSession : ITaskSession
{
    private readonly TrainingPlan _plan;
    private readonly DetectionTask _task;
    private readonly FasterRcnn _detector;
    private readonly CorruptSamples _corruptTrain;
    private readonly CorruptSamples _corruptTest;
    private readonly DetectionLoader _loader;

    public DetectionSession(DetectionTask task, TrainingPlan plan)
    {
        (_task, _plan) = (task, plan);
        _detector = new FasterRcnn(task.Job.Spec, plan.Execution, plan.Job.Device);
        DetectorState.Initialize(_detector, Recipe.Seed);
        foreach (var (part, frozen) in _detector.Parts.Zip(task.Frozen))
        {
            part.Freeze(frozen);
        }

        var data = task.Job.Data;
        _corruptTrain = new CorruptSamples(data.Train.Name, data.Train.Count, plan.Job.CorruptShare);
        _corruptTest = new CorruptSamples(data.Test.Name, data.Test.Count, plan.Job.CorruptShare);
        _loader = new DetectionLoader(data.Train, plan.Batches(_corruptTrain), task.Preparation);
    }

    public IReadOnlyList<GraphModule> Parts => _detector.Parts;

    public CostRegularizer? Regularizer => null;

    public int Extras => DetectionTaskBatch.Losses;

    public long Skipped => _corruptTrain.Count + _corruptTest.Count;

    private TrainingRecipe Recipe => _plan.Recipe;

    public IEnumerable<ITaskBatch> ReadEpoch(int epoch, int firstBatch)
    {
        _detector.train();
        return _loader.ReadEpoch(epoch, firstBatch).Select(batch => new DetectionTaskBatch(batch, _detector, Recipe.Seed));
    }

    public StepResult Result(ReadOnlySpan<double> sums, double gradientNorm) =>
        new((int)sums[0], sums[1] / sums[0], Correct: 0, gradientNorm)
        {
            Detection = new DetectionLossSums(sums[2], sums[3], sums[4], sums[5]),
        };

    public TaskScore Evaluate(Action beforeBatch)
    {
        var own = DetectorEvaluator.Detect(
            _detector, _task.Test, new DetectionRun { Workers = _plan.Job.Workers, Corrupt = _corruptTest, Ranks = _plan.Ranks, BeforeImage = beforeBatch });
        var result = CocoEvaluation.Run(_task.Test.GroundTruth, new CocoDetections(own));
        return new TaskScore(Math.Max(0, result.Summary.Ap), Detection: result.Summary);
    }

    public IReadOnlyList<ExamplePrediction> Examples() => [];

    public void Dispose() => _detector.Dispose();
}

using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Checkpoints;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Logs;

/// <summary>The files that one session of a training adds to: <c>steps.jsonl</c> and TensorBoard's.</summary>
internal sealed class LogFiles
{
    private readonly AppendBuffer _steps;
    private readonly EventFile _events;
    private StepMetrics? _last;

    /// <summary>Makes the files ready to go on with a step: what they say of it and of later ones is dropped.</summary>
    /// <exception cref="IOException">A file could not be written.</exception>
    public LogFiles(string runFolder, long firstStep, TimeProvider clock)
    {
        var path = RunLayout.PathOf(runFolder, RunLayout.StepsFile);
        DiskWriter.Guard(path, () => _last = StepsLog.TruncateAfter(runFolder, firstStep - 1) is [.., var last] ? last : null);
        _steps = new AppendBuffer(path);
        _events = new EventFile(runFolder, firstStep, clock);
    }

    /// <summary>Adds the line of a step.</summary>
    public void Add(StepProgress progress)
    {
        var metrics = StepInterval.Measure(progress, _last);
        _last = metrics;
        _steps.Add(StepsLog.LineOf(metrics).Span);
        _events.Add(
            metrics.Step,
            (MetricNames.LearningRate, metrics.LearningRate),
            (MetricNames.IntervalLoss, metrics.IntervalLoss),
            (MetricNames.IntervalTop1, metrics.IntervalTop1),
            (MetricNames.IntervalImagesPerSecond, metrics.IntervalImagesPerSecond),
            (MetricNames.GradientNorm, metrics.GradientNorm));
    }

    /// <summary>Adds the numbers of an epoch; its learning rate is its last step's, which has been added.</summary>
    public void Add(EpochMetrics metrics) => _events.Add(
        metrics.Step,
        (MetricNames.Epoch, metrics.Epoch),
        (MetricNames.TrainLoss, metrics.TrainLoss),
        (MetricNames.TrainTop1, metrics.TrainTop1),
        (MetricNames.ValidationLoss, metrics.ValidationLoss),
        (MetricNames.ValidationTop1, metrics.ValidationTop1),
        (MetricNames.ValidationTop5, metrics.ValidationTop5),
        (MetricNames.ValidationEmaLoss, metrics.ValidationEmaLoss),
        (MetricNames.ValidationEmaTop1, metrics.ValidationEmaTop1),
        (MetricNames.ValidationEmaTop5, metrics.ValidationEmaTop5),
        (MetricNames.TrainClassifierLoss, metrics.TrainClassifierLoss),
        (MetricNames.TrainBoxLoss, metrics.TrainBoxLoss),
        (MetricNames.TrainObjectnessLoss, metrics.TrainObjectnessLoss),
        (MetricNames.TrainProposalLoss, metrics.TrainProposalLoss),
        (MetricNames.ValidationAp, metrics.ValidationAp),
        (MetricNames.ValidationAp50, metrics.ValidationAp50),
        (MetricNames.ValidationAp75, metrics.ValidationAp75),
        (MetricNames.ValidationApSmall, metrics.ValidationApSmall),
        (MetricNames.ValidationApMedium, metrics.ValidationApMedium),
        (MetricNames.ValidationApLarge, metrics.ValidationApLarge),
        (MetricNames.ValidationEmaAp, metrics.ValidationEmaAp),
        (MetricNames.ValidationEmaAp50, metrics.ValidationEmaAp50),
        (MetricNames.Seconds, metrics.Seconds),
        (MetricNames.ImagesPerSecond, metrics.ImagesPerSecond),
        (MetricNames.Skipped, metrics.Skipped));

    /// <summary>Writes what was added.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public void Flush()
    {
        _steps.Flush();
        _events.Flush();
    }
}

using ScaleNet.Evaluation.Statistics;

namespace ScaleNet.Evaluation.Studies;

/// <summary>What the trainings of one arm in one condition came to.</summary>
public sealed record ArmSummary
{
    /// <summary>The setting.</summary>
    public required string Condition { get; init; }

    /// <summary>The way the networks were made.</summary>
    public required string Arm { get; init; }

    /// <summary>Top-1 error on the test images after the last epoch, in [0,1], over the seeds.</summary>
    public required MeanAndSpread Error { get; init; }

    /// <summary>Student's interval of the mean error; null of a single run.</summary>
    public required Interval? ErrorInterval { get; init; }

    /// <summary>Multiply-accumulates per image, over the seeds.</summary>
    public required MeanAndSpread Macs { get; init; }

    /// <summary>The same as a multiple of what the network could cost.</summary>
    public required MeanAndSpread MacsOfBudget { get; init; }

    /// <summary>Learnable numbers, over the seeds.</summary>
    public required MeanAndSpread Parameters { get; init; }

    /// <summary>Top-1 error on the training images during the last epoch, in [0,1], over the seeds.</summary>
    public required MeanAndSpread TrainError { get; init; }

    /// <summary>Seconds of a training, over the seeds.</summary>
    public required MeanAndSpread Seconds { get; init; }

    /// <summary>Summarises the runs of one arm in one condition; at least one.</summary>
    internal static ArmSummary Of(string condition, string arm, IReadOnlyList<StudyResult> runs)
    {
        var error = Over(runs, run => run.TestError);
        return new ArmSummary
        {
            Condition = condition,
            Arm = arm,
            Error = error,
            ErrorInterval = StudentInterval.OfMean(error),
            Macs = Over(runs, run => run.Macs),
            MacsOfBudget = Over(runs, run => (double)run.Macs / run.BudgetMacs),
            Parameters = Over(runs, run => run.Parameters),
            TrainError = Over(runs, run => run.TrainError),
            Seconds = Over(runs, run => run.Seconds),
        };
    }

    private static MeanAndSpread Over(IReadOnlyList<StudyResult> runs, Func<StudyResult, double> quantity) =>
        MeanAndSpread.Of([.. runs.Select(quantity)]);
}

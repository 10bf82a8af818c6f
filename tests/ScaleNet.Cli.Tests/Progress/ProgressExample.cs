using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Runs;

namespace ScaleNet.Cli.Tests.Progress;

/// <summary>What a trainer could tell.</summary>
internal static class ProgressExample
{
    public static RunStart Start { get; } = new()
    {
        RunFolder = "runs/seed1",
        Network = "Net",
        Parameters = 1_234,
        Macs = 25_604_864,
        DataSource = "some images",
        TrainImages = 8_000,
        TestImages = 2_000,
        Epochs = 2,
        Batches = 125,
        FirstEpoch = 1,
        FirstBatch = 0,
        Notes = ["a damaged checkpoint was passed over"],
    };

    public static StepProgress Step { get; } = new()
    {
        Step = 50,
        Epoch = 1,
        Epochs = 2,
        Batch = 50,
        Batches = 125,
        Loss = 0.5,
        Accuracy = 0.75,
        LearningRate = 0.1,
        ImagesPerSecond = 2_345,
        Remaining = TimeSpan.FromSeconds(90),
    };

    public static EpochMetrics Epoch { get; } = new()
    {
        Epoch = 1,
        Step = 125,
        LearningRate = 0.1,
        TrainLoss = 0.5,
        TrainTop1 = 0.75,
        ValidationLoss = 0.4,
        ValidationTop1 = 0.8,
        ValidationTop5 = 0.99,
        Seconds = 3,
        ImagesPerSecond = 2_345,
    };
}

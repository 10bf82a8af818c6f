using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Transforms;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Modeling.Backend;
using ScaleNet.Modeling.Execution;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;
using static TorchSharp.torch;

namespace ScaleNet.Training.Tests;

/// <summary>A training that takes a second: a narrow network on a few hundred real images.</summary>
internal static class Tiny
{
    public const int TrainImages = 256;
    public const int TestImages = 100;
    public const int BatchesPerEpoch = 8;

    public static ResNetSpec Network { get; } =
        SmallImageDesigns.ResNet(depth: 11, width: 4, resolution: 28, inputChannels: 1, classes: 10);

    public static ScaleNetSpec Seed { get; } = SeedDesign.Create(Network, ScaleSets.Published, ratio: 1);

    /// <summary>A network that drops half of its features in training.</summary>
    public static GoogLeNetSpec WithDropout { get; } = new()
    {
        Name = "tiny GoogLeNet",
        InputChannels = 1,
        Resolution = 28,
        Classes = 10,
        StemChannels = [4, 4, 4],
        LargeKernel = 5,
        Dropout = 0.5,
        Stages = [[new InceptionModule(4, 4, 4, 4, 4, 4)], [new InceptionModule(4, 4, 4, 4, 4, 4)]],
    };

    public static ImageClassificationData Data { get; } = Cut(FashionMnist.LoadEmbedded());

    public static TrainingRecipe Recipe { get; } = new()
    {
        Name = "tiny",
        Description = "",
        Epochs = 2,
        BatchSize = TrainImages / BatchesPerEpoch,
        Seed = 7,
        LearningRate = 0.05,
        Schedule = new LearningRateSchedule { Kind = ScheduleKind.Cosine, WarmupEpochs = 1 },
        Momentum = 0.9,
        Nesterov = true,
        WeightDecay = 5e-4,
        DecayBatchNorm = false,
        LabelSmoothing = 0.1,
        Augmentation = new Augmentation { Pad = 2, Flip = true },
        Precision = ComputePrecision.Full,
        ChannelsLast = true,
    };

    public static ClassificationJob Job(string runFolder) => new()
    {
        RunFolder = runFolder,
        Name = "tiny",
        Kind = RunKind.Train,
        Spec = Network,
        Recipe = Recipe,
        Data = Data,
    };

    /// <summary>Trains to the end.</summary>
    public static TrainingResult Train(TrainingJob job, ITrainingObserver? observer = null)
    {
        UseOneThread();
        return new Trainer(job, observer ?? new Recorder(), TimeProvider.System).Run(TestContext.Current.CancellationToken);
    }

    /// <summary>Asks the training to stop at a step, as Ctrl-C does.</summary>
    public static TrainingResult TrainUntil(TrainingJob job, int epoch, int batch, ITrainingObserver? other = null)
    {
        UseOneThread();
        using var stop = new CancellationTokenSource();
        var observer = new Recorder(step =>
        {
            if ((step.Epoch, step.Batch) == (epoch, batch))
            {
                stop.Cancel();
            }
        });
        var all = other is null ? (ITrainingObserver)observer : new CompositeObserver(observer, other);
        return new Trainer(job, all, TimeProvider.System).Run(stop.Token);
    }

    /// <summary>Several tests run at once, and these networks are too small to be worth a second thread each.</summary>
    public static void UseOneThread()
    {
        NativeBackend.Initialize();
        set_num_threads(1);
    }

    private static ImageClassificationData Cut(ImageClassificationData all) =>
        all with { Train = all.Train.Take(TrainImages), Test = all.Test.Take(TestImages) };
}

using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Weights;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Data.Detection;
using ScaleNet.Data.Scenes;
using ScaleNet.Evaluation.Coco;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Modeling;
using ScaleNet.Modeling.Detection;
using ScaleNet.Training.Distributed;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;
using ScaleNet.Training.Tests.Distributed;
using ScaleNet.Training.Tests.Runs;

namespace ScaleNet.Training.Tests.Detection;

public sealed class DetectionTrainingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DetectionData _data;

    public DetectionTrainingTests()
    {
        TinyDetection.Write(_folder.In("scenes"));
        _data = TinyDetection.Open(_folder.In("scenes"));
    }

    public void Dispose() => _folder.Dispose();

    private DetectionJob Job(string name) => TinyDetection.Job(_folder.In(name), _data);

    [Fact]
    public void A_run_has_the_losses_and_COCOs_numbers_of_each_epoch_and_what_describes_it()
    {
        var recorder = new Recorder();
        var result = Tiny.Train(Job("run"), recorder);

        Assert.Equal(RunStatus.Finished, result.Status);
        Assert.Equal(2, result.Metrics.Count);
        Assert.All(result.Metrics, epoch =>
        {
            var parts = epoch.TrainClassifierLoss + epoch.TrainBoxLoss + epoch.TrainObjectnessLoss + epoch.TrainProposalLoss;
            Assert.Equal(epoch.TrainLoss, parts!.Value, 1e-5);
            Assert.InRange(epoch.ValidationAp!.Value, 0, 1);
            Assert.InRange(epoch.ValidationAp50!.Value, epoch.ValidationAp.Value, 1);
            Assert.Null(epoch.TrainTop1);
            Assert.Null(epoch.ValidationTop1);
        });
        Assert.Equal(RunKind.Detection, RunInfo.Read(_folder.In("run")).Kind);
        Assert.Equal(TinyDetection.Detector, TrainedDetector.Open(_folder.In("run")).Spec);
        Assert.Equal(_data.Train.ClassNames, TrainedDetector.Open(_folder.In("run")).Categories.Select(category => category.Name));
        Assert.Equal(_data.Train.Count, recorder.Start!.TrainImages);
        Assert.Null(recorder.Steps[0].Accuracy);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void One_that_is_stopped_within_an_epoch_goes_on_bit_for_bit(bool isDeep)
    {
        var recipe = TinyDetection.Recipe with
        {
            GradientAccumulation = isDeep ? 2 : 0,
            Ema = isDeep ? new WeightAverage { Decay = 0.9 } : null,
            ShortSides = isDeep ? [24, 32] : null,
        };
        Tiny.Train(Job("straight") with { Recipe = recipe });

        Tiny.TrainUntil(Job("stopped") with { Recipe = recipe }, epoch: 2, batch: 2);
        Tiny.Train(Job("stopped") with { Recipe = recipe, Mode = RunMode.Resume });

        RunFiles.AssertSame(_folder.In("straight"), _folder.In("stopped"), epoch: 2);
    }

    [Fact]
    public void The_weights_of_a_run_measure_what_its_last_epoch_did()
    {
        var result = Tiny.Train(Job("run"));

        using var detector = TrainedDetector.Open(_folder.In("run")).CreateDetector();
        var found = DetectorEvaluator.Detect(detector, _data.Test);

        Assert.Equal(result.Last!.ValidationAp, CocoEvaluation.Run(_data.Test.GroundTruth, new CocoDetections(found)).Summary.Ap);
        Assert.False(detector.training);
    }

    [Fact]
    public void Images_in_which_nothing_is_found_give_nothing()
    {
        using var detector = new FasterRcnn(TinyDetection.Detector with { Boxes = TinyDetection.Detector.Boxes with { LeastScore = 1 } });
        DetectorState.Initialize(detector, seed: 1);

        Assert.Empty(DetectorEvaluator.Detect(detector, _data.Test));
    }

    [Fact]
    public void Several_ranks_find_what_one_finds_in_its_order()
    {
        Tiny.Train(Job("run") with { LimitBatches = 1 });
        var run = TrainedDetector.Open(_folder.In("run"));
        using var detector = run.CreateDetector();
        var alone = DetectorEvaluator.Detect(detector, _data.Test);

        var shared = new IReadOnlyList<CocoDetection>[3];
        InProcess.Run(shared.Length, ranks =>
        {
            Tiny.UseOneThread();
            using var own = run.CreateDetector();
            shared[ranks.Rank] = DetectorEvaluator.Detect(own, _data.Test, new DetectionRun { Ranks = ranks });
        });

        Assert.NotEmpty(alone);
        Assert.All(shared, found => Assert.Equal(alone, found));
    }

    [Fact]
    public void Two_ranks_learn_what_one_learns_that_adds_the_gradients_of_their_batches()
    {
        var frozen = TinyDetection.Recipe with { BatchSize = 4, Freeze = [FrozenParameters.BatchNorms] };
        Tiny.Train(Job("alone") with { Recipe = frozen with { GradientAccumulation = 2 } });

        RankedRun.Train(2, Job("together") with { Recipe = frozen });

        var (alone, together) = (MetricsLog.Read(_folder.In("alone"))[0], MetricsLog.Read(_folder.In("together"))[0]);
        Assert.Equal(alone.TrainLoss, together.TrainLoss, 1e-5); // sums in another order
        Assert.Equal(alone.TrainProposalLoss!.Value, together.TrainProposalLoss!.Value, 1e-5);
    }

    [Fact]
    public void It_begins_with_a_classifier_whose_head_is_left_out()
    {
        using (var classifier = new GraphModule(TinyDetection.Backbone.Lower()))
        {
            ModuleState.Initialize(classifier, seed: 5);
            SafetensorsWriter.Write(_folder.In("classifier.safetensors"), ModuleState.Save(classifier));
        }

        var start = DetectorStart.Read(_folder.In("classifier.safetensors"), TinyDetection.Detector);
        Tiny.Train(Job("run") with { Start = start, LimitBatches = 1, Recipe = TinyDetection.Recipe with { Freeze = ["backbone.body"] } });

        var trained = TrainedDetector.Open(_folder.In("run")).Weights;
        Assert.Contains(start.Notes, note => note.Contains("the classifier of the file (fc) was left out", StringComparison.Ordinal));
        Assert.DoesNotContain(start.Weights.Tensors.Keys, key => key.Contains("fc.", StringComparison.Ordinal));
        Assert.All(start.Weights.Tensors, pair => Assert.True(pair.Value.Data.Span.SequenceEqual(trained.Tensors[pair.Key].Data.Span), pair.Key));
        Assert.Equal(_folder.In("classifier.safetensors"), RunInfo.Read(_folder.In("run")).StartedFrom);
    }

    [Fact]
    public void It_begins_with_another_detector_and_leaves_what_is_frozen()
    {
        Tiny.Train(Job("first") with { LimitBatches = 1 });
        var start = DetectorStart.Read(_folder.In("first"), TinyDetection.Detector);
        Tiny.Train(Job("tuned") with { Start = start, LimitBatches = 2, Recipe = TinyDetection.Recipe with { Freeze = ["stem", "layer1"] } });

        var (before, after) = (start.Weights, TrainedDetector.Open(_folder.In("tuned")).Weights);
        foreach (var (key, tensor) in before.Tensors.Where(pair => !pair.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal)))
        {
            var isFrozen = key.Contains("body.conv1.", StringComparison.Ordinal) || key.Contains("body.bn1.", StringComparison.Ordinal)
                || key.Contains("body.layer1.", StringComparison.Ordinal);
            Assert.Equal((key, isFrozen), (key, tensor.Data.Span.SequenceEqual(after.Tensors[key].Data.Span)));
        }
    }

    [Fact]
    public void What_is_for_classifiers_is_refused_all_of_it_in_one_line()
    {
        var recipe = Tiny.Recipe with { Mixing = new BatchMixing { MixupAlpha = 0.2 }, DropPath = 0.1, BatchSize = 2 };

        var error = Assert.Throws<SpecException>(() => Tiny.Train(
            Job("run") with { Recipe = recipe, Spec = TinyDetection.Detector with { Classes = 3 } }));

        Assert.Equal(
            $"tiny detector cannot be trained on {_data.Train.Name}: it tells 3 classes apart, the data set has 10; "
            + "its recipe mixes images, which is for classifiers; its recipe smooths labels, which is for classifiers; "
            + "its recipe leaves out residual branches, which is for classifiers; "
            + "its recipe changes images otherwise than by flipping, which is for classifiers.",
            error.Message);
        Assert.False(Directory.Exists(_folder.In("run")));
    }

    [Fact]
    public void A_step_that_wide_and_other_images_cannot_fill_together_is_refused()
    {
        var wide = Enumerable.Range(0, _data.Train.Count).Count(index => _data.Train.Size(index) is var size && size.Width > size.Height);
        Assert.Equal(1, wide % 2); // so that pairs of one orientation leave one image of each

        var error = Assert.Throws<SpecException>(() => Tiny.Train(
            Job("run") with { Recipe = TinyDetection.Recipe with { BatchSize = 12, GradientAccumulation = 6 } }));

        Assert.Equal(
            $"tiny detector cannot be trained on {_data.Train.Name}: wide images and others fill no 6 batches of 2. Use a smaller batch or more images.",
            error.Message);
    }

    [Fact]
    public void It_cannot_be_resumed_as_another_detector_nor_read_as_a_classifier()
    {
        Tiny.TrainUntil(Job("run"), epoch: 1, batch: 1);
        var other = TinyDetection.Detector with { ShortSide = 40 };

        var resumed = Assert.Throws<RunFolderException>(() => Tiny.Train(Job("run") with { Mode = RunMode.Resume, Spec = other }));
        var opened = Assert.Throws<RunFolderException>(() => TrainedRun.Open(_folder.In("run")));

        Assert.Contains("network: the run has tiny detector", resumed.Message, StringComparison.Ordinal);
        Assert.EndsWith("is the training of a detector, expected one of a classifier. Use `scalenet detect` with it.", opened.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Tier", "slow")]
    public void It_learns_a_few_scenes_by_heart()
    {
        TinyDetection.Write(_folder.In("few"), trainImages: 4);
        var few = CocoDataset.OpenPart(_folder.In("few"), DetectionScenes.TrainPart).WithTargets();
        var job = TinyDetection.Job(_folder.In("run"), new DetectionData { Train = few, Test = few, Source = "four scenes" }) with
        {
            Spec = TinyDetection.Detector with
            {
                Backbone = SmallImageDesigns.ResNet(depth: 11, width: 8, resolution: 28, inputChannels: 3, classes: 10),
                PyramidChannels = 32,
                Boxes = new BoxHeadSpec { Width = 64, Sampled = 32 },
            },
            Recipe = TinyDetection.Recipe with
            {
                Epochs = 300,
                BatchSize = 2,
                LearningRate = 0.02,
                Schedule = new LearningRateSchedule { Kind = ScheduleKind.Cosine, WarmupSteps = 100 },
                WeightDecay = 1e-4,
                Augmentation = TinyDetection.Recipe.Augmentation with { Flip = false },
            },
            ValidationInterval = 300,
            KeptCheckpoints = 1,
        };

        var result = Tiny.Train(job);

        Assert.InRange(result.Last!.ValidationAp50!.Value, 0.8, 1);
    }
}

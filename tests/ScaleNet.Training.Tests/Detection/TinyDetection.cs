using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Detection;
using ScaleNet.Data.Inspection;
using ScaleNet.Data.Scenes;
using ScaleNet.Data.Transforms;
using ScaleNet.Evaluation.Runs;
using ScaleNet.Training.Recipes;
using ScaleNet.Training.Runs;

namespace ScaleNet.Training.Tests.Detection;

/// <summary>The training of a narrow detector on a few small scenes of real garments.</summary>
internal static class TinyDetection
{
    public const int TrainImages = 12;
    public const int TestImages = 5;

    /// <summary>Three stages of one block; maps of strides 1, 2 and 4.</summary>
    public static ResNetSpec Backbone { get; } =
        SmallImageDesigns.ResNet(depth: 11, width: 4, resolution: 28, inputChannels: 3, classes: 10);

    public static FasterRcnnSpec Detector { get; } = new()
    {
        Name = "tiny detector",
        Backbone = Backbone,
        Classes = 10,
        Head = DetectorHead.Fpn,
        ShortSide = 32,
        LongSide = 48,
        PyramidChannels = 8,
        Proposals = new ProposalSpec { BeforeSuppressionInTraining = 60, BeforeSuppression = 40, KeptInTraining = 20, Kept = 12, Sampled = 16 },
        Boxes = new BoxHeadSpec { Width = 16, Sampled = 16, Detections = 10, LeastScore = 0.01 },
    };

    public static TrainingRecipe Recipe { get; } = Tiny.Recipe with
    {
        Name = "tiny-detection",
        Epochs = 2,
        BatchSize = 2,
        LearningRate = 0.01,
        LabelSmoothing = 0,
        Augmentation = new Augmentation { Pad = 0, Flip = true },
        Clipping = new GradientClipping { Mode = ClipMode.Norm, Limit = 10 },
    };

    /// <summary>Writes a set: half of its images wide, the others high.</summary>
    public static void Write(string folder, int trainImages = TrainImages) => DetectionScenes.Write(
        FashionMnist.LoadEmbedded(),
        folder,
        new DetectionSceneSettings
        {
            TrainImages = trainImages,
            ValidationImages = TestImages,
            Height = new CountRange(32, 48),
            Width = new CountRange(32, 48),
            Objects = new CountRange(1, 2),
            LeastSize = 0.4,
            EmptyShare = 0,
            CrowdShare = 0,
        },
        new InspectionPlan());

    public static DetectionData Open(string folder) => new()
    {
        Train = CocoDataset.OpenPart(folder, DetectionScenes.TrainPart).WithTargets(),
        Test = CocoDataset.OpenPart(folder, DetectionScenes.ValidationPart),
        Source = "tiny scenes",
    };

    public static DetectionJob Job(string runFolder, DetectionData data) => new()
    {
        RunFolder = runFolder,
        Name = "tiny",
        Kind = RunKind.Detection,
        Spec = Detector,
        Recipe = Recipe,
        Data = data,
    };
}

using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Modeling.Detection;
using ScaleNet.Modeling.Execution;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Detection;

/// <summary>Detectors that run in a fraction of a second, and images for them.</summary>
internal static class SmallDetectors
{
    /// <summary>A network whose stem and stages are those of the large ScaleNets, with few channels.</summary>
    public const string LargeStem = "scalenet with the large stem";

    public const int Classes = 3;

    public static FasterRcnnSpec Spec(string backbone, DetectorHead head) => new()
    {
        Name = $"small {backbone}",
        Backbone = backbone == LargeStem ? LargeStemScaleNet : Catalog.Get(backbone).Spec with { InputChannels = 3 },
        Classes = Classes,
        Head = head,
        ShortSide = 24,
        LongSide = 32,
        PyramidChannels = 16,
        RegionSide = head == DetectorHead.Fpn ? 5 : 6,
        Proposals = new ProposalSpec
        {
            BeforeSuppressionInTraining = 60,
            BeforeSuppression = 40,
            KeptInTraining = 30,
            Kept = 20,
            Sampled = 32,
        },
        Boxes = new BoxHeadSpec { Width = 32, Sampled = 16, LeastScore = 0 }, // random weights are sure of the background
    };

    /// <summary>A detector with the values that it starts from; the caller owns it.</summary>
    public static FasterRcnn Create(FasterRcnnSpec spec, ExecutionOptions? options = null)
    {
        var detector = new FasterRcnn(spec, options);
        DetectorState.Initialize(detector, seed: 3);
        return detector;
    }

    /// <summary>One on the small ResNet.</summary>
    public static FasterRcnn Create(DetectorHead head, ExecutionOptions? options = null) => Create(Spec("resnet11_small", head), options);

    /// <summary>Two images of different sizes.</summary>
    public static Tensor[] Images() => [DetectionReference.Uniform("image", 3, 45, 61), DetectionReference.Uniform("other", 3, 64, 40)];

    /// <summary>Two objects in the first image, none in the second.</summary>
    public static DetectionTarget[] Targets() => [Target([5, 6, 30, 40, 20, 10, 58, 30], 1, 3), Nothing];

    public static DetectionTarget Nothing => new(zeros(0, 4), zeros(0, ScalarType.Int64));

    public static DetectionTarget Target(float[] corners, params long[] labels) =>
        new(tensor(corners, [corners.Length / 4, 4]), tensor(labels, ScalarType.Int64));

    private static ScaleNetSpec LargeStemScaleNet => new()
    {
        Name = "tiny large",
        Stem = StemKind.ImageNet,
        StemChannels = 4,
        Resolution = 224,
        Classes = 5,
        Scales = ScaleSets.Published,
        Stages =
        [
            new ScaleNetStage(4, [[3, 2, 1, 1]]),
            new ScaleNetStage(6, [[2, 0, 3, 1], [4, 2, 0, 0]]),
            new ScaleNetStage(8, [[2, 2, 2, 2]]),
            new ScaleNetStage(8, [[2, 2, 2, 2]]),
        ],
    };
}

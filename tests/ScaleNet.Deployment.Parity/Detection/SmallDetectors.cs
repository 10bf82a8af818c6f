using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Tests;
using ScaleNet.Architecture.Weights;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Deployment.Export.Detection;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Deployment.Parity.Detection;

/// <summary>Narrow detectors over every kind of residual backbone, with weights that follow from the keys.</summary>
internal static class SmallDetectors
{
    public const int Classes = 3;

    private static readonly ResNetSpec Deep = new()
    {
        Name = "four narrow stages",
        Stem = StemKind.ImageNet,
        StemChannels = 8,
        InputChannels = 3,
        Resolution = 224,
        Classes = 10,
        Stages = [new ResNetStage(4, 1), new ResNetStage(6, 2), new ResNetStage(8, 1), new ResNetStage(8, 2)],
    };

    /// <summary>A detector for images of 64 to 128 px.</summary>
    /// <param name="backbone">A small network of the catalogue, or <c>deep</c> or <c>deep_scalenet</c>, whose strides are 4 to 32.</param>
    /// <param name="head">The head.</param>
    public static FasterRcnnSpec Spec(string backbone, DetectorHead head) => new()
    {
        Name = $"{backbone} {head}",
        Backbone = Backbone(backbone),
        Classes = Classes,
        Head = head,
        ShortSide = 64,
        LongSide = 128,
        PyramidChannels = 12,
        Proposals = new ProposalSpec { BeforeSuppression = 60, Kept = 40 },
        Boxes = new BoxHeadSpec { Width = 24, Detections = 30, LeastScore = 0.2 },
    };

    /// <summary>A detector's weights as its export takes them.</summary>
    /// <param name="spec">The detector.</param>
    /// <param name="change">A weight of a key and its old value; null leaves all as they are.</param>
    public static ExportedDetector Exported(FasterRcnnSpec spec, Func<string, float, float>? change = null)
    {
        var drawn = spec.Lower().Parts.SelectMany(part => Draw.Weights(part).Tensors).Select(tensor => change is null || tensor.Value.ElementType != ElementType.Float32
            ? tensor
            : KeyValuePair.Create(tensor.Key, WeightTensor.FromFloat32(
                [.. tensor.Value.ToFloat32().Select(value => change(tensor.Key, value))], [.. tensor.Value.Shape])));
        return new ExportedDetector(spec, new WeightFile(drawn), spec.Name, Categories(spec.Classes));
    }

    /// <summary>Made-up categories.</summary>
    public static CocoCategory[] Categories(int count) =>
        [.. Enumerable.Range(1, count).Select(label => new CocoCategory(100 + label, $"thing {label}"))];

    private static NetworkSpec Backbone(string name) => name switch
    {
        "deep" => Deep,
        "deep_scalenet" => EvenPolicy.Instance.Ladder(SeedDesign.Create(Deep, ScaleSets.Published, ratio: 1), null, MacsCost.Instance).At(1),
        _ => Catalog.Get(name).Spec with { InputChannels = 3 },
    };
}

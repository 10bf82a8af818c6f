using System.Text.Json;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Tests;
using ScaleNet.Architecture.Weights;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Modeling.Detection;

namespace ScaleNet.Modeling.Tests.Detection;

/// <summary>The detectors of the reference files.</summary>
internal static class ReferenceDetector
{
    // "all" of the files: more than there are.
    private const int All = 10_000_000;

    /// <summary>The spec; the sampler of training takes all or the usual number.</summary>
    public static FasterRcnnSpec Spec(string head, JsonElement reference, double leastScore = 0.05, bool samplesAll = false)
    {
        var hyper = reference.GetProperty("meta").GetProperty("hyper");
        var spec = new FasterRcnnSpec
        {
            Name = head,
            Backbone = Catalog.Get("resnet50").Spec,
            Classes = hyper.Integer("num_classes") - 1,
            Head = head == "fpn" ? DetectorHead.Fpn : DetectorHead.C4,
            ShortSide = hyper.Integer("min_size"),
            LongSide = hyper.Integer("max_size"),
        };
        return spec with
        {
            Proposals = spec.Proposals with
            {
                BeforeSuppressionInTraining = hyper.Integer("rpn_pre_nms_top_n_train"),
                BeforeSuppression = hyper.Integer("rpn_pre_nms_top_n_test"),
                KeptInTraining = hyper.Integer("rpn_post_nms_top_n_train"),
                Kept = hyper.Integer("rpn_post_nms_top_n_test"),
                Sampled = samplesAll ? All : spec.Proposals.Sampled,
            },
            Boxes = spec.Boxes with { LeastScore = leastScore, Sampled = samplesAll ? All : spec.Boxes.Sampled },
        };
    }

    /// <summary>The detector with the files' weights; the caller owns it.</summary>
    public static FasterRcnn Create(FasterRcnnSpec spec, JsonElement reference)
    {
        var detector = new FasterRcnn(spec);
        var factors = reference.GetProperty("meta").GetProperty("extra_scale_by_key_prefix").EnumerateObject().ToList();
        DetectorState.Load(
            detector,
            new WeightFile(detector.Graphs.Parts.SelectMany(graph => Draw.Weights(graph).Tensors).Select(Scaled)),
            "reference");
        return detector;

        KeyValuePair<string, WeightTensor> Scaled(KeyValuePair<string, WeightTensor> tensor)
        {
            var factor = factors.Where(entry => tensor.Key.StartsWith(entry.Name, StringComparison.Ordinal))
                .Select(entry => (float)entry.Value.GetDouble()).FirstOrDefault(1);
            return factor == 1
                ? tensor
                : KeyValuePair.Create(tensor.Key, WeightTensor.FromFloat32(
                    [.. tensor.Value.ToFloat32().Select(value => value * factor)], [.. tensor.Value.Shape]));
        }
    }

    /// <summary>Keys and shapes of all networks of a detector, in order.</summary>
    public static IEnumerable<string> Keys(FasterRcnnSpec spec) => spec.Lower().Parts
        .SelectMany(graph => StateDictionary.Describe(graph))
        .Select(entry => $"{entry.Key} [{string.Join(",", entry.Shape)}]");
}

using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Tests.Zoo.Detection;
using ScaleNet.Architecture.Weights;

namespace ScaleNet.Architecture.Tests.Weights;

/// <summary>Published weights for detectors, and classifiers' weights for their backbones.</summary>
public sealed class DetectorWeightsTests
{
    private static readonly FasterRcnnSpec Pyramid = Detectors.On("resnet11_small", DetectorHead.Fpn, classes: 2);
    private static readonly FasterRcnnSpec SingleMap = Pyramid with { Head = DetectorHead.C4 };
    private static readonly WeightFile Classifier = Draw.Weights(Pyramid.Backbone.Lower());

    [Fact]
    public void Torchvisions_older_names_are_taken_for_the_newer()
    {
        var own = State(Pyramid);
        var older = Renamed(own, key => key
            .Replace("_blocks.0.0.", "_blocks.0.", StringComparison.Ordinal)
            .Replace("_blocks.1.0.", "_blocks.1.", StringComparison.Ordinal)
            .Replace("_blocks.2.0.", "_blocks.2.", StringComparison.Ordinal)
            .Replace("head.conv.0.0.", "head.conv.", StringComparison.Ordinal));

        var weights = PublishedWeights.Fit(older, Pyramid, "old.pth");

        Assert.Contains("rpn.head.conv.weight", older.Tensors.Keys);
        Assert.Equal(own.Tensors.Keys, weights.File.Tensors.Keys);
        Assert.Contains("older names", Assert.Single(weights.Notes));
        Assert.Empty(PublishedWeights.Fit(own, Pyramid, "new.pth").Notes);
    }

    [Fact]
    public void Frozen_batch_norms_have_no_counters_in_the_file_and_need_none()
    {
        var own = State(SingleMap);
        var frozen = Without(own, key => key.EndsWith("num_batches_tracked", StringComparison.Ordinal));
        var broken = Without(own, key => key == "backbone.bn1.num_batches_tracked");

        Assert.Equal(frozen.Tensors.Count, PublishedWeights.Fit(frozen, SingleMap, "frozen.pth").File.Tensors.Count);
        Assert.Contains(
            "1 missing: backbone.bn1.num_batches_tracked",
            Assert.Throws<CheckpointException>(() => PublishedWeights.Fit(broken, SingleMap, "broken.pth")).Message);
    }

    [Fact]
    public void A_detector_of_other_classes_is_refused_by_key_and_shape()
    {
        var error = Assert.Throws<CheckpointException>(
            () => PublishedWeights.Fit(State(Pyramid with { Classes = 3 }), Pyramid, "other.pth")).Message;

        Assert.StartsWith("other.pth: ", error);
        Assert.Contains("roi_heads.box_predictor.cls_score.weight got [4, 1024], expected [3, 1024]", error);
    }

    [Fact]
    public void A_classifiers_weights_become_the_bodys_and_the_classifier_is_left_out()
    {
        var weights = BackboneWeights.Fit(Classifier, Pyramid, "classifier.pth");

        Assert.Equal(Classifier.Tensors.Count - 2, weights.File.Tensors.Count);
        Assert.Same(Classifier.Tensors["layer3.0.conv1.weight"], weights.File.Tensors["backbone.body.layer3.0.conv1.weight"]);
        Assert.Equal(["the classifier of the file (fc) was left out"], weights.Notes);
        Assert.Subset(State(Pyramid).Tensors.Keys.ToHashSet(), weights.File.Tensors.Keys.ToHashSet());
    }

    [Fact]
    public void For_C4_the_last_stage_goes_into_the_box_head()
    {
        var weights = BackboneWeights.Fit(Classifier, SingleMap, "classifier.pth");

        Assert.Same(Classifier.Tensors["layer2.0.bn1.bias"], weights.File.Tensors["backbone.layer2.0.bn1.bias"]);
        Assert.Same(Classifier.Tensors["layer3.0.bn1.bias"], weights.File.Tensors["roi_heads.box_head.layer3.0.bn1.bias"]);
        Assert.Subset(State(SingleMap).Tensors.Keys.ToHashSet(), weights.File.Tensors.Keys.ToHashSet());
    }

    [Fact]
    public void A_classifier_of_any_classes_will_do_in_any_wrapping_and_none_at_all()
    {
        var other = Draw.Weights((Pyramid.Backbone with { Classes = 77 }).Lower());
        var parallel = Renamed(other, key => $"module.{key}");
        var none = Without(other, key => key.StartsWith("fc.", StringComparison.Ordinal));

        Assert.All([other, parallel, none], file =>
            Assert.Equal(other.Tensors.Count - 2, BackboneWeights.Fit(file, Pyramid, "classifier.pth").File.Tensors.Count));
    }

    [Fact]
    public void Anything_else_than_the_classifier_is_strict()
    {
        var error = Assert.Throws<CheckpointException>(() => BackboneWeights.Fit(
            Renamed(Classifier, key => key == "conv1.weight" ? "conv7.weight" : key), Pyramid, "classifier.pth")).Message;

        Assert.Contains("1 missing: conv1.weight; 1 unexpected: conv7.weight", error);
    }

    private static WeightFile State(FasterRcnnSpec spec) => new(spec.Lower().Parts.SelectMany(part => Draw.Weights(part).Tensors));

    private static WeightFile Renamed(WeightFile file, Func<string, string> name) =>
        new(file.Tensors.Select(tensor => KeyValuePair.Create(name(tensor.Key), tensor.Value)));

    private static WeightFile Without(WeightFile file, Func<string, bool> isLeftOut) =>
        new(file.Tensors.Where(tensor => !isLeftOut(tensor.Key)));
}

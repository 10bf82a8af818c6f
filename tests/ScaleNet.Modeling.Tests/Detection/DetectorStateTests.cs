using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Tests;
using ScaleNet.Architecture.Weights;
using ScaleNet.Modeling.Detection;

namespace ScaleNet.Modeling.Tests.Detection;

/// <summary>Detectors to weight files and back.</summary>
public sealed class DetectorStateTests
{
    [Theory]
    [InlineData(DetectorHead.Fpn)]
    [InlineData(DetectorHead.C4)]
    public void What_is_saved_is_loaded_again(DetectorHead head)
    {
        using var detector = SmallDetectors.Create(head);
        using var other = new FasterRcnn(detector.Spec);
        var state = DetectorState.Save(detector);

        DetectorState.Load(other, state, "state");

        Assert.Equal(detector.state_dict().Keys, state.Tensors.Keys);
        Assert.All(DetectorState.Save(other).Tensors, tensor =>
            Assert.True(tensor.Value.Data.Span.SequenceEqual(state.Tensors[tensor.Key].Data.Span)));
    }

    [Fact]
    public void A_start_follows_from_the_seed_and_each_layer_has_its_distribution()
    {
        using var detector = SmallDetectors.Create(DetectorHead.Fpn);

        var state = DetectorState.Save(detector).Tensors;

        var proposals = state["rpn.head.conv.0.0.weight"].ToFloat32();
        Assert.Equal(0.01, Math.Sqrt(proposals.Average(value => value * value)), 0.001);
        Assert.All(state["rpn.head.cls_logits.bias"].ToFloat32(), value => Assert.Equal(0, value));
        Assert.All(state["backbone.fpn.layer_blocks.0.0.bias"].ToFloat32(), value => Assert.Equal(0, value));
        Assert.InRange(state["backbone.fpn.layer_blocks.0.0.weight"].ToFloat32().Max(), 0.12, Math.Sqrt(3.0 / (16 * 9)));
        Assert.InRange(state["roi_heads.box_head.fc7.bias"].ToFloat32().Max(Math.Abs), 0.1, 1 / Math.Sqrt(32));
    }

    [Theory]
    [InlineData(DetectorHead.Fpn, "backbone.body.layer3.0.conv1.weight")]
    [InlineData(DetectorHead.C4, "roi_heads.box_head.layer3.0.conv1.weight")]
    public void A_classifiers_weights_fill_the_backbone_and_leave_the_rest(DetectorHead head, string key)
    {
        using var detector = SmallDetectors.Create(head);
        var before = DetectorState.Save(detector).Tensors;
        var classifier = Draw.Weights(detector.Spec.Backbone.Lower());

        var notes = DetectorState.LoadBackbone(detector, classifier, "classifier.pth");

        var after = DetectorState.Save(detector).Tensors;
        Assert.Equal(["the classifier of the file (fc) was left out"], notes);
        Assert.Equal(classifier.Tensors["layer3.0.conv1.weight"].ToFloat32(), after[key].ToFloat32());
        Assert.All(after.Where(tensor => tensor.Key.StartsWith("rpn.", StringComparison.Ordinal)), tensor =>
            Assert.Equal(before[tensor.Key].ToFloat32(), tensor.Value.ToFloat32()));
    }

    [Fact]
    public void Another_detectors_state_is_refused_and_nothing_changes()
    {
        using var detector = SmallDetectors.Create(DetectorHead.Fpn);
        using var other = SmallDetectors.Create(detector.Spec with { Classes = 7 });
        var before = DetectorState.Save(detector).Tensors;
        var key = before.Keys.First();
        var state = DetectorState.Save(other).Tensors.Select(tensor => tensor.Key == key
            ? KeyValuePair.Create(key, WeightTensor.FromFloat32(new float[tensor.Value.ElementCount], [.. tensor.Value.Shape]))
            : tensor);

        var error = Assert.Throws<CheckpointException>(() => DetectorState.Load(detector, new WeightFile(state), "other.pth")).Message;

        Assert.Contains("4 mis-shaped: roi_heads.box_predictor.cls_score.weight got [8, 32], expected [4, 32]", error);
        Assert.Equal(before[key].ToFloat32(), DetectorState.Save(detector).Tensors[key].ToFloat32());
    }
}

using System.Text.Json;
using ScaleNet.Architecture;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Tests;
using ScaleNet.Architecture.Weights;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Export.Detection;
using ScaleNet.Deployment.Inference;
using ScaleNet.Deployment.Parity.Detection;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Deployment.Tests.Export.Detection;

/// <summary>A detector's model: what it says of itself, what is refused, and its files.</summary>
public sealed class DetectorExporterTests
{
    private static readonly ExportedDetector Small = SmallDetectors.Exported(SmallDetectors.Spec("resnet11_small", DetectorHead.Fpn));

    [Fact]
    public void The_model_says_what_it_is()
    {
        using var session = new OnnxSession(DetectorExporter.ToBytes(Small));

        Assert.Equal("detector", session.Texts["scalenet.kind"]);
        Assert.Equal(Small.Spec, FasterRcnnJson.Read(session.Texts["scalenet.network"], "model"));
        Assert.Equal(FasterRcnnJson.Hash(Small.Spec), session.Texts["scalenet.spec_hash"]);
        Assert.Equal("inside", session.Texts["scalenet.normalization"]);
        Assert.Equal(
            """[{"id":101,"name":"thing 1"},{"id":102,"name":"thing 2"},{"id":103,"name":"thing 3"}]""", session.Texts["scalenet.categories"]);
        Assert.Equal([3, -1, -1], session.Inputs["image"].Dimensions);
        Assert.Equal(["boxes", "scores", "labels"], session.Outputs.Keys);
    }

    [Fact]
    public void Each_tensor_is_in_the_model_once_though_the_proposal_head_runs_on_every_level()
    {
        var names = DetectorExporter.ToModel(Small, new()).Graph.Initializer.Select(tensor => tensor.Name).ToArray();

        Assert.Equal(names.Distinct(), names);
        Assert.Contains("rpn.head.bbox_pred.weight", names);
    }

    [Theory]
    [InlineData(15)]
    [InlineData(22)]
    public void An_opset_without_a_usable_RoiAlign_is_refused(int opset)
    {
        var problem = Assert.Throws<ExportException>(() => DetectorExporter.ToBytes(Small, new DetectorExportOptions { Opset = opset }));

        Assert.Equal($"opset: got {opset}, expected 16 to 21 for a detector. Leave it out for the newest.", problem.Message);
    }

    [Fact]
    public void Categories_of_another_number_are_refused()
    {
        var problem = Assert.Throws<ExportException>(
            () => DetectorExporter.ToBytes(Small with { Categories = SmallDetectors.Categories(2) }));

        Assert.Contains("got 2 categories, expected 3", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_another_detector_are_refused_with_their_keys()
    {
        var others = Small.Weights.Tensors.Where(tensor => tensor.Key != "roi_heads.box_head.fc6.bias");

        var problem = Assert.Throws<CheckpointException>(
            () => DetectorExporter.ToBytes(Small with { Weights = new WeightFile(others) }));

        Assert.Contains("1 missing: roi_heads.box_head.fc6.bias", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_with_its_tensors_in_a_file_of_their_own_finds_the_same()
    {
        using var folder = new TemporaryFolder();
        var size = new ImageSize(70, 90);
        var image = Draw.Uniform("image", 3 * 70 * 90, value => value);
        using var whole = OnnxDetector.Open(DetectorExporter.ToBytes(Small), "whole");

        var file = DetectorExporter.ToFile(
            Small, Path.Combine(folder.Path, "small.onnx"), new DetectorExportOptions { ExternalDataAbove = 0 });
        using var parted = OnnxDetector.Open(file.Path, new DetectorOptions { MapFile = true });

        Assert.NotNull(file.DataPath);
        Assert.NotEmpty(whole.Detect(image, size));
        Assert.Equal(JsonSerializer.Serialize(whole.Detect(image, size)), JsonSerializer.Serialize(parted.Detect(image, size)));
    }
}

using FsCheck.Xunit;
using Google.Protobuf;
using Onnx;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Data.Images;
using ScaleNet.Deployment.Export.Detection;
using ScaleNet.Deployment.Inference;
using ScaleNet.Deployment.Parity.Detection;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Deployment.Tests.Inference;

/// <summary>Models that are no detectors of ours, and pictures that a detector cannot see, each refused in one line that names the file.</summary>
public sealed class RefusedDetectorTests
{
    private static readonly ExportedDetector Small = SmallDetectors.Exported(SmallDetectors.Spec("resnet11_small", DetectorHead.Fpn));
    private static readonly byte[] Sound = DetectorExporter.ToBytes(Small);
    private static readonly DetectorOptions OneThread = new() { Threads = 1 };

    [Fact]
    public void A_classifier() => Refused(TinyModels.Ours(), "is no detector (got no text scalenet.kind, expected detector)");

    [Fact]
    public void A_detector_where_a_classifier_is_expected()
    {
        var problem = Assert.Throws<InferenceException>(() => OnnxClassifier.Open(Sound, "given").Dispose());

        Assert.StartsWith("given: got the inputs 'image' float [3, -1, -1], expected one float [N, C, H, W].", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scalenet.kind", "segmenter", "is no detector (got 'segmenter' scalenet.kind")]
    [InlineData("scalenet.network", "{}", "its text scalenet.network cannot be used")]
    [InlineData("scalenet.network", null, "its text scalenet.network is missing")]
    [InlineData("scalenet.spec_hash", "00000000", "its text scalenet.spec_hash is of another detector (got 00000000")]
    [InlineData("scalenet.spec_hash", null, "its text scalenet.spec_hash is missing")]
    [InlineData("scalenet.categories", "[]", "no array of 3 categories")]
    [InlineData("scalenet.categories", """[{"id":1,"name":"a"},{"id":2,"name":null},null]""", "no array of 3 categories")]
    [InlineData("scalenet.categories", "[", "no array of 3 categories")]
    [InlineData("scalenet.categories", null, "its text scalenet.categories is missing")]
    public void A_text_that_is_damaged(string key, string? value, string words)
    {
        var model = ModelProto.Parser.ParseFrom(Sound);
        var entry = model.MetadataProps.Single(text => text.Key == key);
        if (value is null)
        {
            model.MetadataProps.Remove(entry);
        }
        else
        {
            entry.Value = value;
        }

        Refused(model.ToByteArray(), words);
    }

    [Fact]
    public void Outputs_of_another_kind()
    {
        var model = ModelProto.Parser.ParseFrom(Sound);
        model.Graph.Output.RemoveAt(2);

        Refused(model.ToByteArray(), "got the inputs image and the outputs boxes, scores, expected image [3, H, W] and boxes, scores, labels");
    }

    [Property(MaxTest = 30)]
    public bool A_model_cut_anywhere(ushort where)
    {
        var problem = Assert.Throws<InferenceException>(() => OnnxDetector.Open(Sound[..(where % Sound.Length)], "cut", OneThread).Dispose());

        return problem.Message.StartsWith("cut: ", StringComparison.Ordinal) && !problem.Message.Contains('\n', StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_so_narrow_that_nothing_remains_of_it()
    {
        using var detector = OnnxDetector.Open(Sound, "small", OneThread);

        var problem = Assert.Throws<InferenceException>(() => detector.Detect(new DecodedImage(1, 500, new byte[1500])));

        Assert.StartsWith("small: Resizing to 64/128: nothing remains", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_no_numbers()
    {
        var broken = SmallDetectors.Exported(Small.Spec, (key, value) =>
            key == "roi_heads.box_predictor.bbox_pred.bias" ? float.NaN : value);
        using var detector = OnnxDetector.Open(DetectorExporter.ToBytes(broken), "broken", OneThread);

        var found = detector.Detect(new float[3 * 40 * 50], new ImageSize(40, 50));

        Assert.Empty(found); // a box that is no number is not as large as the least one
    }

    [Fact]
    public void An_open_model_that_is_no_detector()
    {
        using var model = OnnxModel.Open(TinyModels.Ours(), "given");

        var problem = Assert.Throws<InferenceException>(() => DetectionHead.Of(model));

        Assert.StartsWith("given: is no detector (got no text scalenet.kind, expected detector)", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_of_an_open_model_that_are_no_objects()
    {
        using var model = OnnxModel.Open(Sound, "given");
        var head = DetectionHead.Of(model);
        HostTensor[] Outputs(long label, int boxes = 1) =>
        [
            new("boxes", TensorElement.Float32, [boxes, 4], new byte[boxes * 16]),
            new("scores", TensorElement.Float32, [1], new byte[4]),
            new("labels", TensorElement.Int64, [1], BitConverter.GetBytes(label)),
        ];

        Assert.Single(head.Read(Outputs(label: SmallDetectors.Classes)));
        Assert.Contains(
            "gives a detection that is none (label 4", Assert.Throws<InferenceException>(() => head.Read(Outputs(label: 4))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "gives 8 numbers of boxes, 1 scores", Assert.Throws<InferenceException>(() => head.Read(Outputs(label: 1, boxes: 2))).Message, StringComparison.Ordinal);
    }

    private static void Refused(byte[] model, string words)
    {
        var problem = Assert.Throws<InferenceException>(() => OnnxDetector.Open(model, "given", OneThread).Dispose());

        Assert.StartsWith("given: ", problem.Message, StringComparison.Ordinal);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
    }
}

using System.Net.Http.Headers;
using ScaleNet.Architecture.Specs.Detection;
using ScaleNet.Architecture.Tests;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Scenes;
using ScaleNet.Deployment.Export.Detection;
using ScaleNet.Deployment.Inference;
using ScaleNet.Deployment.Parity.Detection;

namespace ScaleNet.Serving.Tests;

/// <summary>A narrow detector over a ScaleNet, which finds something everywhere, and a scene to find it in.</summary>
internal static class TestDetectors
{
    /// <summary>The detector.</summary>
    public static FasterRcnnSpec Spec { get; } = SmallDetectors.Spec("scalenet11_small", DetectorHead.Fpn);

    private const float Surer = 8; // so that some scores are above a half and some below

    private static readonly DetectionSceneSettings Small = new()
    {
        ValidationImages = 1,
        Height = new CountRange(72, 72),
        Width = new CountRange(100, 100),
        EmptyShare = 0,
    };

    private static readonly Lazy<byte[]> Exported = new(() => ModelOf(Spec));
    private static readonly Lazy<byte[]> Painted = new(() => DetectionScenes.Paint(FashionMnist.LoadEmbedded(), Small)[0].Picture);

    /// <summary>Its model.</summary>
    public static byte[] Model => Exported.Value;

    /// <summary>The model of another spec with the same weights.</summary>
    public static byte[] ModelOf(FasterRcnnSpec spec) => DetectorExporter.ToBytes(SmallDetectors.Exported(
        spec, (key, value) => key == "roi_heads.box_predictor.cls_score.weight" ? Surer * value : value));

    /// <summary>A PNG of 100 x 72 pixels.</summary>
    public static byte[] Scene => Painted.Value;

    /// <summary>Writes the model.</summary>
    public static string Detector(this TemporaryFolder folder, string name = "finder.onnx") => folder.Put(name, Model);

    /// <summary>What the detector itself finds in a picture.</summary>
    public static IReadOnlyList<DetectedObject> Find(byte[] picture)
    {
        using var detector = OnnxDetector.Open(Model, "finder.onnx", new DetectorOptions { Threads = 1 });
        return detector.Detect(ImageDecoder.Decode(new MemoryStream(picture), "picture", DecodeOptions.AsSeen));
    }

    /// <summary>A request's body.</summary>
    public static ByteArrayContent Body(byte[] file, string type = "image/png")
    {
        var content = new ByteArrayContent(file);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }
}

using System.Text;
using System.Text.Json;
using ScaleNet.Architecture.Tests;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Evaluation.Tests.Coco;

/// <summary>Ground truths and detections for tests.</summary>
internal static class CocoFixture
{
    /// <summary>The numbers that pycocotools 2.0.11 gave for a set of <c>Fixtures/</c>.</summary>
    public static JsonElement Reference(string set) => JsonDocument.Parse(FixtureFile.Read(set, "stats.json")).RootElement;

    public static CocoInstances Truth(string set) => CocoInstances.Read(FixtureFile.PathOf(set, "gt.json"));

    public static CocoDetections Detections(string set) => CocoDetections.Read(FixtureFile.PathOf(set, "dt.json"));

    public static CocoInstances ReadTruth(string json) => CocoInstances.Read(Stream(json), "gt.json");

    public static CocoDetections ReadDetections(string json) => CocoDetections.Read(Stream(json), "dt.json");

    /// <summary>One image and one category, both with the id 1, and objects with the area of their boxes.</summary>
    public static CocoInstances OneImage(params BoxXywh[] boxes) => new(
        [new CocoImage(1)],
        [new CocoCategory(1, "thing")],
        [.. boxes.Select((box, index) => new CocoAnnotation(index + 1, 1, 1, box, box.Area))]);

    public static CocoDetections Found(params (BoxXywh Box, double Score)[] items) =>
        new([.. items.Select(item => new CocoDetection(1, 1, item.Box, item.Score))]);

    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static MemoryStream Stream(string json) => new(Bytes(json));
}

using System.Text.Json;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Cli.Output;

/// <summary>Detections as a file in the layout of COCO's results.</summary>
internal static class CocoResultsFile
{
    /// <summary>The content of the file.</summary>
    public static byte[] Bytes(IReadOnlyList<CocoDetection> detections)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var detection in detections)
            {
                json.WriteStartObject();
                json.WriteNumber("image_id", detection.ImageId);
                json.WriteNumber("category_id", detection.CategoryId);
                json.WriteStartArray("bbox");
                json.WriteNumberValue(detection.Box.X);
                json.WriteNumberValue(detection.Box.Y);
                json.WriteNumberValue(detection.Box.Width);
                json.WriteNumberValue(detection.Box.Height);
                json.WriteEndArray();
                json.WriteNumber("score", detection.Score);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return stream.ToArray();
    }
}

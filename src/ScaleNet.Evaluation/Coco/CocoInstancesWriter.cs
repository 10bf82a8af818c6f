using System.Text.Json;

namespace ScaleNet.Evaluation.Coco;

/// <summary>Writes a ground truth in COCO's layout.</summary>
internal static class CocoInstancesWriter
{
    private const int MostWaiting = 1 << 16; // bytes that are kept before they go to the stream

    /// <summary>Writes all of it.</summary>
    public static void Write(CocoInstances instances, Stream stream)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        WriteList(json, "images", instances.Images, WriteImage);
        WriteList(json, "annotations", instances.Annotations, WriteAnnotation);
        WriteList(json, "categories", instances.Categories, WriteCategory);
        json.WriteEndObject();
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
            if (json.BytesPending > MostWaiting)
            {
                json.Flush();
            }
        }

        json.WriteEndArray();
    }

    private static void WriteImage(Utf8JsonWriter json, CocoImage image)
    {
        json.WriteNumber("id", image.Id);
        if (image.FileName is not null)
        {
            json.WriteString("file_name", image.FileName);
        }

        WriteIfThere(json, "width", image.Width);
        WriteIfThere(json, "height", image.Height);
    }

    private static void WriteAnnotation(Utf8JsonWriter json, CocoAnnotation annotation)
    {
        json.WriteNumber("id", annotation.Id);
        json.WriteNumber("image_id", annotation.ImageId);
        json.WriteNumber("category_id", annotation.CategoryId);
        json.WriteStartArray("bbox");
        json.WriteNumberValue(annotation.Box.X);
        json.WriteNumberValue(annotation.Box.Y);
        json.WriteNumberValue(annotation.Box.Width);
        json.WriteNumberValue(annotation.Box.Height);
        json.WriteEndArray();
        json.WriteNumber("area", annotation.Area);
        json.WriteNumber("iscrowd", annotation.IsCrowd ? 1 : 0);
    }

    private static void WriteCategory(Utf8JsonWriter json, CocoCategory category)
    {
        json.WriteNumber("id", category.Id);
        json.WriteString("name", category.Name);
    }

    private static void WriteIfThere(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
    }
}

using System.Text.Json;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Evaluation.Statistics;

namespace ScaleNet.CocoSpeed;

/// <summary>Invented images of the size of COCO's validation set: the same on every machine.</summary>
/// <param name="images">How many images.</param>
/// <param name="categories">How many categories.</param>
/// <param name="detections">Detections an image; as many as a detector gives at most, of which the first hit objects.</param>
internal sealed class RandomSet(int images, int categories, int detections)
{
    public const string TruthFile = "gt.json";
    public const string DetectionsFile = "dt.json";

    private const int ObjectsPerImage = 7; // as in COCO: 36,781 objects in 5,000 images
    private const int CrowdOneIn = 80;
    private const int Width = 640;
    private const int Height = 480;
    private const double SmallestSide = 8;
    private const double SideSpan = 200;
    private const double Shift = 0.15; // of the side: IoUs from 0.5 to 1

    private ulong _state;

    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        using var truth = new Utf8JsonWriter(File.Create(Path.Combine(folder, TruthFile)));
        using var found = new Utf8JsonWriter(File.Create(Path.Combine(folder, DetectionsFile)));
        truth.WriteStartObject();
        WriteList(truth, "images", images, id => truth.WriteString("file_name", $"{id:D12}.jpg"));
        WriteList(truth, "categories", categories, id => truth.WriteString("name", $"category {id}"));
        truth.WriteStartArray("annotations");
        found.WriteStartArray();
        for (var image = 1; image <= images; image++)
        {
            WriteImage(truth, found, image);
        }

        truth.WriteEndArray();
        truth.WriteEndObject();
        found.WriteEndArray();
    }

    private static void WriteList(Utf8JsonWriter writer, string name, int count, Action<int> more)
    {
        writer.WriteStartArray(name);
        for (var id = 1; id <= count; id++)
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", id);
            more(id);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteImage(Utf8JsonWriter truth, Utf8JsonWriter found, int image)
    {
        var objects = new (BoxXywh Box, int Category)[ObjectsPerImage];
        for (var i = 0; i < objects.Length; i++)
        {
            objects[i] = (RandomBox(), 1 + (int)(Next() * categories));
            truth.WriteStartObject();
            truth.WriteNumber("id", (((long)image - 1) * ObjectsPerImage) + i + 1);
            WritePlace(truth, image, objects[i].Category, objects[i].Box);
            truth.WriteNumber("area", objects[i].Box.Area);
            truth.WriteNumber("iscrowd", Next() * CrowdOneIn < 1 ? 1 : 0);
            truth.WriteEndObject();
        }

        for (var i = 0; i < detections; i++)
        {
            var (box, category) = i < objects.Length ? (Moved(objects[i].Box), objects[i].Category) : (RandomBox(), 1 + (int)(Next() * categories));
            found.WriteStartObject();
            WritePlace(found, image, category, box);
            found.WriteNumber("score", Math.Round(Next(), 4));
            found.WriteEndObject();
        }
    }

    private static void WritePlace(Utf8JsonWriter writer, int image, int category, BoxXywh box)
    {
        writer.WriteNumber("image_id", image);
        writer.WriteNumber("category_id", category);
        writer.WriteStartArray("bbox");
        writer.WriteNumberValue(box.X);
        writer.WriteNumberValue(box.Y);
        writer.WriteNumberValue(box.Width);
        writer.WriteNumberValue(box.Height);
        writer.WriteEndArray();
    }

    private BoxXywh RandomBox() => new(
        Rounded(Next() * Width), Rounded(Next() * Height), Rounded(SmallestSide + (Next() * SideSpan)), Rounded(SmallestSide + (Next() * SideSpan)));

    private BoxXywh Moved(BoxXywh box) => box with
    {
        X = Rounded(box.X + ((Next() - 0.5) * 2 * Shift * box.Width)),
        Y = Rounded(box.Y + ((Next() - 0.5) * 2 * Shift * box.Height)),
    };

    private static double Rounded(double value) => Math.Round(value, 2);

    // In [0,1).
    private double Next()
    {
        const int MantissaBits = 53;
        _state = unchecked(_state + SplitMix64.GoldenGamma);
        return (SplitMix64.Mix(_state) >> (64 - MantissaBits)) / (double)(1L << MantissaBits);
    }
}

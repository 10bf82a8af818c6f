using System.Globalization;
using System.Text.Json;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Evaluation.Coco;

/// <summary>What a detector found: a file in the layout of COCO's results, a list of image_id, category_id, bbox and score.</summary>
public sealed class CocoDetections
{
    /// <summary>Takes detections that are in memory.</summary>
    /// <param name="items">The detections; of equal scores the earlier one counts first.</param>
    /// <param name="name">What messages call them: their file.</param>
    /// <exception cref="CocoException">A box or a score is no usable one.</exception>
    public CocoDetections(IReadOnlyList<CocoDetection> items, string name = "detections")
    {
        Name = name;
        Items = items;
        for (var i = 0; i < items.Count; i++)
        {
            Check(items[i], i);
        }
    }

    /// <summary>What messages call them: their file.</summary>
    public string Name { get; }

    /// <summary>The detections, in the order of the file.</summary>
    public IReadOnlyList<CocoDetection> Items { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="CocoException">It is not as COCO has it; the message names the item.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static CocoDetections Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads a file that is open.</summary>
    /// <param name="stream">The file; stays open.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="CocoException">It is not as COCO has it; the message names the item.</exception>
    public static CocoDetections Read(Stream stream, string name)
    {
        var document = new CocoDocument(stream, name);
        List<CocoDetection> items = [];
        document.Read(
            JsonTokenType.StartArray,
            "a list of detections; the ground truth is the file before it",
            () => items = document.List("$", () => ReadItem(document)));
        return new CocoDetections(items, name);
    }

    private static CocoDetection ReadItem(CocoDocument document)
    {
        long? image = null, category = null;
        BoxXywh? box = null;
        double? score = null;
        while (document.NextField())
        {
            if (document.Is("image_id"u8))
            {
                image = document.Whole("image_id");
            }
            else if (document.Is("category_id"u8))
            {
                category = document.Whole("category_id");
            }
            else if (document.Is("bbox"u8))
            {
                box = document.Box("bbox");
            }
            else if (document.Is("score"u8))
            {
                score = document.Number("score");
            }
            else
            {
                document.Skip();
            }
        }

        return new CocoDetection(
            document.Required(image, "image_id"),
            document.Required(category, "category_id"),
            document.Required(box, "bbox"),
            document.Required(score, "score"));
    }

    private void Check(CocoDetection detection, int index)
    {
        if (!detection.Box.IsUsable)
        {
            throw new CocoException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Name} $[{index}].bbox: no box (got {CocoText.Of(detection.Box)}, expected four finite numbers, sizes from 0 up). Mend the detector."));
        }

        if (!double.IsFinite(detection.Score))
        {
            throw new CocoException(string.Create(
                CultureInfo.InvariantCulture,
                $"{Name} $[{index}].score: no score (got {detection.Score}, expected a finite number). Mend the detector."));
        }
    }
}

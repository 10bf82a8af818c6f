using System.Globalization;
using System.Text.Json;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Evaluation.Coco;

/// <summary>The ground truth of a set of images: a file in the layout of COCO's <c>instances_*.json</c>.</summary>
/// <remarks>
/// Read are <c>images</c> (id, file_name, width, height), <c>categories</c> (id, name) and <c>annotations</c> (id, image_id,
/// category_id, bbox, area, iscrowd; without the last an object is no crowd). Other fields are passed over, <c>ignore</c> too, as
/// in pycocotools.
/// </remarks>
public sealed class CocoInstances
{
    /// <summary>Takes a ground truth that was made in memory.</summary>
    /// <param name="images">The images.</param>
    /// <param name="categories">The categories.</param>
    /// <param name="annotations">The objects, in the order of the file.</param>
    /// <param name="name">What messages call it: its file.</param>
    /// <exception cref="CocoException">An id is there twice or refers to nothing, or a box or area is no usable one.</exception>
    public CocoInstances(
        IReadOnlyList<CocoImage> images,
        IReadOnlyList<CocoCategory> categories,
        IReadOnlyList<CocoAnnotation> annotations,
        string name = "ground truth")
    {
        Name = name;
        Images = images;
        Categories = categories;
        Annotations = annotations;
        var imageIds = Unique($"{name} $.images", images.Select(image => image.Id));
        var categoryIds = Unique($"{name} $.categories", categories.Select(category => category.Id));
        Unique($"{name} $.annotations", annotations.Select(annotation => annotation.Id));
        for (var i = 0; i < annotations.Count; i++)
        {
            Check(annotations[i], i, imageIds, categoryIds);
        }
    }

    /// <summary>What messages call it: its file.</summary>
    public string Name { get; }

    /// <summary>The images, in the order of the file.</summary>
    public IReadOnlyList<CocoImage> Images { get; }

    /// <summary>The categories, in the order of the file.</summary>
    public IReadOnlyList<CocoCategory> Categories { get; }

    /// <summary>The objects, in the order of the file.</summary>
    public IReadOnlyList<CocoAnnotation> Annotations { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="CocoException">It is not as COCO has it; the message names the item.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static CocoInstances Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads a file that is open.</summary>
    /// <param name="stream">The file; stays open.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="CocoException">It is not as COCO has it; the message names the item.</exception>
    public static CocoInstances Read(Stream stream, string name)
    {
        var document = new CocoDocument(stream, name);
        List<CocoImage>? images = null;
        List<CocoCategory>? categories = null;
        List<CocoAnnotation>? annotations = null;
        document.Read(JsonTokenType.StartObject, "an object with images, categories and annotations", () =>
        {
            while (document.NextField())
            {
                if (document.Is("images"u8))
                {
                    images = document.FieldList("$.images", () => ReadImage(document));
                }
                else if (document.Is("categories"u8))
                {
                    categories = document.FieldList("$.categories", () => ReadCategory(document));
                }
                else if (document.Is("annotations"u8))
                {
                    annotations = document.FieldList("$.annotations", () => ReadAnnotation(document));
                }
                else
                {
                    document.Skip();
                }
            }
        });
        return new CocoInstances(
            document.Required(images, "images"),
            document.Required(categories, "categories"),
            document.Required(annotations, "annotations"),
            name);
    }

    /// <summary>Writes a file that <see cref="Read(Stream, string)"/> reads: the fields that it knows, nothing else.</summary>
    /// <param name="stream">Takes it; stays open.</param>
    public void Write(Stream stream) => CocoInstancesWriter.Write(this, stream);

    private static CocoImage ReadImage(CocoDocument document)
    {
        long? id = null;
        string? file = null;
        int? width = null, height = null;
        while (document.NextField())
        {
            if (document.Is("id"u8))
            {
                id = document.Whole("id");
            }
            else if (document.Is("file_name"u8))
            {
                file = document.Text("file_name");
            }
            else if (document.Is("width"u8))
            {
                width = document.Side("width");
            }
            else if (document.Is("height"u8))
            {
                height = document.Side("height");
            }
            else
            {
                document.Skip();
            }
        }

        return new CocoImage(document.Required(id, "id"), file, width, height);
    }

    private static CocoCategory ReadCategory(CocoDocument document)
    {
        long? id = null;
        string? name = null;
        while (document.NextField())
        {
            if (document.Is("id"u8))
            {
                id = document.Whole("id");
            }
            else if (document.Is("name"u8))
            {
                name = document.Text("name");
            }
            else
            {
                document.Skip();
            }
        }

        return new CocoCategory(document.Required(id, "id"), document.Required(name, "name"));
    }

    private static CocoAnnotation ReadAnnotation(CocoDocument document)
    {
        long? id = null, image = null, category = null;
        BoxXywh? box = null;
        double? area = null;
        var isCrowd = false;
        while (document.NextField())
        {
            if (document.Is("id"u8))
            {
                id = document.Whole("id");
            }
            else if (document.Is("image_id"u8))
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
            else if (document.Is("area"u8))
            {
                area = document.Number("area");
            }
            else if (document.Is("iscrowd"u8))
            {
                isCrowd = document.Flag("iscrowd");
            }
            else
            {
                document.Skip();
            }
        }

        return new CocoAnnotation(
            document.Required(id, "id"),
            document.Required(image, "image_id"),
            document.Required(category, "category_id"),
            document.Required(box, "bbox"),
            document.Required(area, "area"),
            isCrowd);
    }

    private static HashSet<long> Unique(string list, IEnumerable<long> ids)
    {
        var seen = new HashSet<long>();
        foreach (var (index, id) in ids.Index())
        {
            if (!seen.Add(id))
            {
                throw new CocoException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{list}[{index}].id: used before (got {id} again, expected each id once). Number the items anew."));
            }
        }

        return seen;
    }

    private void Check(CocoAnnotation annotation, int index, HashSet<long> images, HashSet<long> categories)
    {
        if (!images.Contains(annotation.ImageId))
        {
            throw Refused($"image_id: no such image (got {annotation.ImageId}, expected the id of one of {Images.Count} images)");
        }

        if (!categories.Contains(annotation.CategoryId))
        {
            throw Refused(
                $"category_id: no such category (got {annotation.CategoryId}, expected the id of one of {Categories.Count} categories)");
        }

        if (!annotation.Box.IsUsable)
        {
            throw Refused($"bbox: no box (got {CocoText.Of(annotation.Box)}, expected four finite numbers, sizes from 0 up)");
        }

        if (!(double.IsFinite(annotation.Area) && annotation.Area >= 0))
        {
            throw Refused($"area: no area (got {annotation.Area}, expected a finite number from 0 up)");
        }

        CocoException Refused(FormattableString problem) => new(FormattableString.Invariant(
            $"{Name} $.annotations[{index}] (id {annotation.Id}) {FormattableString.Invariant(problem)}. Mend or remove the object."));
    }
}

using ScaleNet.Data.Images;
using ScaleNet.Evaluation.Boxes;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Data.Detection;

/// <summary>Brings the images of a ground truth together with their files and their objects.</summary>
/// <param name="folder">Of the images.</param>
/// <param name="instances">The ground truth.</param>
internal sealed class CocoItems(string folder, CocoInstances instances)
{
    private const int MostNamed = 10;

    /// <summary>All images in the order of the ground truth.</summary>
    /// <exception cref="DatasetException">A file is not named or not there, or its size is needed and cannot be found.</exception>
    public IReadOnlyList<CocoItem> Match(CocoClasses classes)
    {
        RequireFiles();
        var objects = instances.Annotations.Where(annotation => !annotation.IsCrowd).ToLookup(annotation => annotation.ImageId);
        return [.. instances.Images.Select(image => Item(image, objects[image.Id], classes))];
    }

    private static CocoItem Item(CocoImage image, string file, ImageSize size, IEnumerable<CocoAnnotation> objects, CocoClasses classes) => new(
        image.Id, file, size,
        [
            .. objects
                .Select(entry => new DetectionTarget(BoxXyxy.Of(entry.Box).ClippedTo(size), classes.LabelOf(entry.CategoryId)))
                .Where(target => target.Box.HasArea),
        ]);

    private CocoItem Item(CocoImage image, IEnumerable<CocoAnnotation> objects, CocoClasses classes)
    {
        string file = image.FileName!;
        var size = image is { Width: { } width, Height: { } height }
            ? new ImageSize(height, width)
            : PictureSize.Read(Path.Combine(folder, file));
        return Item(image, file, size, objects, classes);
    }

    private void RequireFiles()
    {
        if (!Directory.Exists(folder))
        {
            throw new DatasetException($"{folder}: there is no such folder, expected the images of {instances.Name}. Check the path.");
        }

        // Listed once: to ask for each of a hundred thousand files takes much longer where folders are remote.
        var here = Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)!).ToHashSet(StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (var (index, image) in instances.Images.Index())
        {
            string file = image.FileName ?? throw Refused(index, image.Id, "got none, expected the name of the image's file");
            if (Path.IsPathRooted(file) || file.Split('/', '\\').Contains(".."))
            {
                throw Refused(index, image.Id, $"got '{file}', expected a path within the folder of the images");
            }

            if (!here.Contains(file) && !File.Exists(Path.Combine(folder, file)))
            {
                missing.Add(FormattableString.Invariant($"{file} (id {image.Id})"));
            }
        }

        if (missing.Count > 0)
        {
            string more = missing.Count > MostNamed ? FormattableString.Invariant($" and {missing.Count - MostNamed} more") : "";
            throw new DatasetException(FormattableString.Invariant(
                $"{folder}: {missing.Count} of {instances.Images.Count} images of {instances.Name} are missing: ")
                + $"{string.Join(", ", missing.Take(MostNamed))}{more}. Restore them, or remove their entries.");
        }
    }

    private DatasetException Refused(int index, long id, string problem) => new(FormattableString.Invariant(
        $"{instances.Name} $.images[{index}] (id {id}) file_name: no usable file ({problem}). Mend the entry."));
}

using ScaleNet.Evaluation.Boxes;
using ScaleNet.Evaluation.Coco;

namespace ScaleNet.Data.Detection;

/// <summary>Images and the objects in them: a folder of images and a file in the layout of COCO's <c>instances_*.json</c>.</summary>
/// <remarks>
/// <para>
/// What is learned is what torchvision's reference trainings learn: crowds are no targets, boxes are clipped to the image, boxes without
/// width or height after that are left out. Labels are 1 to C in ascending order of the categories' ids. The ground truth stays as it is in
/// the file: evaluation has rules of its own.
/// </para>
/// <para>
/// Opening asks for every file, so that a missing one is told at once; whether an image has the size that the annotations tell is seen
/// when it is decoded.
/// </para>
/// </remarks>
public sealed class CocoDataset
{
    private readonly string _folder;
    private readonly IReadOnlyList<CocoItem> _items;

    private CocoDataset(string folder, CocoInstances groundTruth, CocoClasses classes, IReadOnlyList<CocoItem> items) =>
        (_folder, GroundTruth, Classes, _items) = (folder, groundTruth, classes, items);

    /// <summary>For messages and reports: the folder of the images.</summary>
    public string Name => _folder;

    /// <summary>Number of images.</summary>
    public int Count => _items.Count;

    /// <summary>What the labels mean.</summary>
    public CocoClasses Classes { get; }

    /// <summary>Names of the classes: the first is that of label 1.</summary>
    public IReadOnlyList<string> ClassNames => Classes.Names;

    /// <summary>What the file of annotations says: of all its images, also those that are left out here.</summary>
    public CocoInstances GroundTruth { get; }

    /// <summary>Images that are not here because nothing is to be found in them; see <see cref="WithTargets"/>.</summary>
    public int LeftOut { get; private init; }

    /// <summary>Opens a part by COCO's convention.</summary>
    /// <param name="root">Holds <c>annotations/instances_PART.json</c> and the folder <c>PART</c>.</param>
    /// <param name="part">See <see cref="CocoLayout.PartAt(string, string)"/>.</param>
    /// <exception cref="DatasetException">There is no such part, or a file is missing or unsound.</exception>
    /// <exception cref="CocoException">The annotations are not as COCO has them; the message names the item.</exception>
    public static CocoDataset OpenPart(string root, string part) => Open(CocoLayout.PartAt(root, part));

    /// <summary>Opens a part.</summary>
    /// <inheritdoc cref="Open(string, string)"/>
    public static CocoDataset Open(CocoPart part) => Open(part.Images, part.Annotations);

    /// <summary>Opens a folder of images and its annotations.</summary>
    /// <exception cref="DatasetException">A file is missing or unsound.</exception>
    /// <exception cref="CocoException">The annotations are not as COCO has them; the message names the item.</exception>
    public static CocoDataset Open(string images, string annotations)
    {
        if (!File.Exists(annotations))
        {
            throw new DatasetException($"{annotations}: there is no such file, expected the annotations of the images in {images}. Check the path.");
        }

        var truth = CocoInstances.Read(annotations);
        if (truth.Images.Count == 0)
        {
            throw new DatasetException($"{annotations} $.images: empty (got none, expected at least one). Give another file.");
        }

        var classes = new CocoClasses(truth);
        return new CocoDataset(images, truth, classes, new CocoItems(images, truth).Match(classes));
    }

    /// <summary>The images in which something is to be found: what is trained on.</summary>
    /// <exception cref="DatasetException">There are none.</exception>
    public CocoDataset WithTargets()
    {
        var kept = _items.Where(item => item.Targets.Count > 0).ToList();
        return kept.Count > 0
            ? new CocoDataset(_folder, GroundTruth, Classes, kept) { LeftOut = LeftOut + Count - kept.Count }
            : throw new DatasetException(FormattableString.Invariant(
                $"{Name}: nothing to learn from: none of its {Count} images has a box with an area that is no crowd. Check the annotations."));
    }

    /// <summary>The first images as a set of its own, with their ground truth.</summary>
    public CocoDataset Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        var items = _items.Take(count).ToList();
        var ids = items.Select(item => item.Id).ToHashSet();
        var truth = new CocoInstances(
            [.. GroundTruth.Images.Where(image => ids.Contains(image.Id))],
            GroundTruth.Categories,
            [.. GroundTruth.Annotations.Where(annotation => ids.Contains(annotation.ImageId))],
            GroundTruth.Name);
        return new CocoDataset(_folder, truth, Classes, items) { LeftOut = LeftOut };
    }

    /// <summary>What the annotations call an image.</summary>
    public long ImageId(int index) => _items[index].Id;

    /// <summary>Size of an image as stored, from the annotations or, where these do not tell, from its file.</summary>
    public ImageSize Size(int index) => _items[index].Size;

    /// <summary>What is to be found in an image.</summary>
    public IReadOnlyList<DetectionTarget> Targets(int index) => _items[index].Targets;

    /// <summary>The file of an image.</summary>
    public string FileOf(int index) => Path.Combine(_folder, _items[index].File);
}

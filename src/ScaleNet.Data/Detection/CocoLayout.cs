namespace ScaleNet.Data.Detection;

/// <summary>Where COCO keeps its parts: <c>ROOT/annotations/instances_PART.json</c> and the images in <c>ROOT/PART</c>.</summary>
public static class CocoLayout
{
    /// <summary>The folder of the files of annotations.</summary>
    public const string AnnotationsFolder = "annotations";

    private const string Prefix = "instances_";
    private const string Extension = ".json";
    private const string Train = "train";
    private const string Validation = "val";

    /// <summary>Whether a folder looks like such a set: it has files of annotations, with or without their images.</summary>
    public static bool IsAt(string root) => FileNames(root).Any();

    /// <summary>The file of annotations of a part.</summary>
    public static string AnnotationsOf(string root, string part) => Path.Combine(root, AnnotationsFolder, Prefix + part + Extension);

    /// <summary>All parts that a folder has annotations for, those to train first, then by name.</summary>
    /// <exception cref="DatasetException">There are none.</exception>
    public static IReadOnlyList<CocoPart> PartsAt(string root)
    {
        var parts = FileNames(root)
            .Select(file => file[Prefix.Length..^Extension.Length])
            .OrderByDescending(part => part.StartsWith(Train, StringComparison.Ordinal))
            .ThenBy(part => part, StringComparer.Ordinal)
            .Select(part => Part(root, part))
            .ToList();
        return parts.Count > 0 ? parts : throw NotThere(root, $"{Prefix}*{Extension}");
    }

    /// <summary>One part.</summary>
    /// <param name="root">The folder of the set.</param>
    /// <param name="name">The part's whole name, or its beginning if only one part begins so: <c>val</c> means <c>val2017</c>.</param>
    /// <exception cref="DatasetException">There is no such part, or more than one.</exception>
    public static CocoPart PartAt(string root, string name)
    {
        if (File.Exists(AnnotationsOf(root, name)))
        {
            return Part(root, name);
        }

        var alike = IsAt(root) ? PartsAt(root).Where(part => part.Name.StartsWith(name, StringComparison.Ordinal)).ToList() : [];
        return alike switch
        {
            [var part] => part,
            [] => throw NotThere(root, $"{Prefix}{name}{Extension}"),
            _ => throw new DatasetException(
                $"{root}: several parts begin with '{name}' (got {string.Join(", ", alike.Select(part => part.Name))}). Name one of them."),
        };
    }

    /// <summary>The part to train (<c>train...</c>).</summary>
    /// <exception cref="DatasetException">There is no such part, or more than one.</exception>
    public static CocoPart TrainAt(string root) => PartAt(root, Train);

    /// <summary>The part to evaluate (<c>val...</c>).</summary>
    /// <exception cref="DatasetException">There is no such part, or more than one.</exception>
    public static CocoPart ValidationAt(string root) => PartAt(root, Validation);

    private static CocoPart Part(string root, string name) => new(name, Path.Combine(root, name), AnnotationsOf(root, name));

    private static IEnumerable<string> FileNames(string root) =>
        Path.Combine(root, AnnotationsFolder) is var folder && Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, Prefix + "?*" + Extension).Select(path => Path.GetFileName(path))
            : [];

    private static DatasetException NotThere(string root, string file) => new(
        $"{root}: not a set in COCO's layout (got no {AnnotationsFolder}/{file}, expected one, and the images in a folder of the part's name). "
        + "Check the path, or whether the set was made to its end.");
}

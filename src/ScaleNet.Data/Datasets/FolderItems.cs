namespace ScaleNet.Data.Datasets;

/// <summary>Picture files in one folder a class: ImageNet's layout.</summary>
/// <remarks>
/// Classes are the folders in ordinal order of their names, as torchvision's ImageFolder has them; files, also of folders below, in
/// ordinal order of their paths. Folders are listed once, when the set is opened.
/// </remarks>
public sealed class FolderItems : IEncodedItems
{
    private static readonly HashSet<string> Extensions =
        new([".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif"], StringComparer.OrdinalIgnoreCase);

    private readonly string _root;
    private readonly string[] _paths; // below the root
    private readonly int[] _classStarts;

    private FolderItems(string root, IReadOnlyList<string> classNames, string[] paths, int[] classStarts)
    {
        (_root, ClassNames, _paths, _classStarts) = (root, classNames, paths, classStarts);
        GroupSizes = [paths.Length];
    }

    /// <inheritdoc/>
    public string Name => _root;

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>Names of the folders, in the order of the classes.</summary>
    public IReadOnlyList<string> Folders { get; private init; } = [];

    /// <inheritdoc/>
    public int Count => _paths.Length;

    /// <inheritdoc/>
    public IReadOnlyList<int> GroupSizes { get; }

    /// <summary>Lists the files.</summary>
    /// <param name="root">Holds a folder for each class; may hold a file with the names of the classes (<see cref="ClassNameFile"/>).</param>
    /// <exception cref="DatasetException">There is no such folder, it has no class folders, or one of them is empty.</exception>
    public static FolderItems Open(string root)
    {
        if (!Directory.Exists(root))
        {
            throw new DatasetException($"{root}: there is no such folder, expected one with a folder for each class. Check the path.");
        }

        var folders = Directory.GetDirectories(root).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).ToList();
        if (folders.Count == 0)
        {
            throw new DatasetException($"{root}: holds no folders, expected one for each class. Sort the pictures into folders.");
        }

        var paths = new List<string>();
        var starts = new int[folders.Count];
        for (int label = 0; label < starts.Length; label++)
        {
            starts[label] = paths.Count;
            paths.AddRange(Files(root, folders[label]).Order(StringComparer.Ordinal));
            if (paths.Count == starts[label])
            {
                throw new DatasetException(
                    $"{Path.Combine(root, folders[label])}: holds no pictures ({string.Join(", ", Extensions.Order(StringComparer.Ordinal))}). "
                    + "Fill or remove the folder: every folder is a class.");
            }
        }

        return new FolderItems(root, ClassNameFile.Find(root, folders), [.. paths], starts) { Folders = folders };
    }

    /// <inheritdoc/>
    public int Label(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        int place = Array.BinarySearch(_classStarts, index);
        return place >= 0 ? place : ~place - 1;
    }

    /// <inheritdoc/>
    public string Where(int index) => Path.Combine(_root, _paths[index]);

    /// <inheritdoc/>
    public IEncodedReader OpenReader() => new FileReader(Where);

    private static IEnumerable<string> Files(string root, string folder) => Directory
        .EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories)
        .Where(IsPicture)
        .Select(path => Path.GetRelativePath(root, path));

    private static bool IsPicture(string path) => Extensions.Contains(Path.GetExtension(path));
}

using System.Globalization;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Loading;

namespace ScaleNet.Data.Tables;

/// <summary>Pictures in Parquet files, as public image sets have them; local files.</summary>
/// <remarks>
/// The order is that of the files, and in them that of the rows. A random order takes one group of rows after the other, so that each is
/// decoded once: the order within is as random as the groups are large.
/// </remarks>
public sealed class ParquetItems : IEncodedItems
{
    private readonly RowGroup[] _rows;
    private readonly ItemGroups _groups;
    private readonly GroupCache<RowGroupContent> _cache;

    private ParquetItems(string name, RowGroup[] rows, IReadOnlyList<string> classNames)
    {
        (Name, _rows, ClassNames) = (name, rows, classNames);
        _groups = new ItemGroups([.. rows.Select(group => group.Labels.Length)]);
        _cache = new GroupCache<RowGroupContent>((group, content) => Load(rows[group], content));
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> ClassNames { get; }

    /// <inheritdoc/>
    public int Count => _groups.Count;

    /// <inheritdoc/>
    public IReadOnlyList<int> GroupSizes => _groups.Sizes;

    /// <summary>Reads the labels of all rows, and the names of the classes where the files have them.</summary>
    /// <param name="pattern">A folder of *.parquet, a file, or a pattern: <c>data/train-*.parquet</c>.</param>
    /// <exception cref="DatasetException">There are none, some are missing or damaged, or a row's label is wrong.</exception>
    public static ParquetItems Open(string pattern) => Open(pattern, onProblem: null);

    /// <param name="pattern">As above.</param>
    /// <param name="onProblem">Is told of files that are left out; null if the first one is an error.</param>
    internal static ParquetItems Open(string pattern, Action<string, DatasetException>? onProblem)
    {
        var paths = ParquetPaths.Expand(pattern);
        var tables = Archives.ListEach(paths, ParquetPictures.List, onProblem);
        RequireSameNames(tables);
        RowGroup[] rows = [.. tables.SelectMany(table => table.Groups)];
        int largest = rows.SelectMany(group => group.Labels).DefaultIfEmpty(0).Max();
        var names = tables.FirstOrDefault()?.ClassNames ?? ClassNameFile.Beside(paths[0]) ?? ClassNameFile.Numbers(pattern, largest);
        return names.Count > largest
            ? new ParquetItems(pattern, rows, names)
            : throw new DatasetException($"{pattern}: label {largest}, expected less than the {names.Count} named classes. Correct the names.");
    }

    /// <inheritdoc/>
    public int Label(int index)
    {
        (int group, int place) = _groups.Find(index);
        return _rows[group].Labels[place];
    }

    /// <inheritdoc/>
    public string Where(int index)
    {
        (int group, int place) = _groups.Find(index);
        return string.Create(CultureInfo.InvariantCulture, $"{_rows[group].Path}: row {_rows[group].FirstRow + place}");
    }

    /// <inheritdoc/>
    public IEncodedReader OpenReader() => new Reader(this);

    private static void RequireSameNames(ParquetTable[] tables)
    {
        var first = tables.FirstOrDefault();
        if (Array.Find(tables, table => !(table.ClassNames ?? []).SequenceEqual(first!.ClassNames ?? [])) is { } other)
        {
            throw new DatasetException($"{other.Path}: has other names of classes than {first!.Path}. Use files of one data set.");
        }
    }

    private static void Load(RowGroup rows, RowGroupContent content)
    {
        try
        {
            content.Pictures = ParquetPictures.Pictures(rows);
        }
        catch (DatasetException problem)
        {
            throw new CorruptSampleException(problem.Message, problem);
        }
    }

    private sealed class Reader(ParquetItems items) : IEncodedReader
    {
        private readonly GroupLease<RowGroupContent> _lease = new(items._cache);

        public ReadOnlySpan<byte> Read(int index)
        {
            (int group, int place) = items._groups.Find(index);
            return _lease.Get(group).Pictures[place] is { } file
                ? file.Span
                : throw new CorruptSampleException($"{items.Where(index)}: got no bytes of a picture (null), expected a file. Remove the row.");
        }

        public void Dispose() => _lease.Dispose();
    }
}

using System.Globalization;
using Parquet;
using Parquet.Schema;

namespace ScaleNet.Data.Tables;

/// <summary>Reads Parquet files in the layout of public image sets: a column <c>image</c> of files and a column <c>label</c> of numbers.</summary>
internal static class ParquetPictures
{
    /// <summary>A structure of <see cref="BytesField"/> and other things, which are not read.</summary>
    public const string ImageColumn = "image";

    /// <summary>The bytes of the picture file.</summary>
    public const string BytesField = "bytes";

    /// <summary>Whole numbers of 64 bits.</summary>
    public const string LabelColumn = "label";

    private const int MostPooled = 1 << 24; // bytes; without a limit the library keeps all that it ever used

    private static readonly ParquetOptions Options = new() { MaximumSmallPoolFreeBytes = MostPooled, MaximumLargePoolFreeBytes = MostPooled };

    /// <summary>Reads the labels and the names of the classes.</summary>
    /// <exception cref="DatasetException">The file is damaged, has other columns, or a row has no label or a wrong one.</exception>
    public static ParquetTable List(string path) => Read(path, async reader =>
    {
        var label = Find(path, reader, typeof(long), "whole numbers of 64 bits", LabelColumn);
        _ = Find(path, reader, typeof(ReadOnlyMemory<byte>), "bytes", ImageColumn, BytesField);
        var names = reader.CustomMetadata.TryGetValue(FeatureNames.Key, out string? json) ? FeatureNames.Of(json, path) : null;
        var groups = new List<RowGroup>();
        int row = 0;
        for (int index = 0; index < reader.RowGroupCount; index++)
        {
            using var group = reader.OpenRowGroupReader(index);
            long?[] values = await ReadColumn<long>(group, label).ConfigureAwait(false);
            int first = row;
            int[] labels = Array.ConvertAll(values, value => ToLabel(path, row++, value, names));
            if (labels.Length > 0)
            {
                groups.Add(new RowGroup(path, index, first, labels));
            }
        }

        return groups.Count > 0
            ? new ParquetTable(path, [.. groups], names)
            : throw new DatasetException($"{path}: holds no rows, expected pictures. Remove the file.");
    });

    /// <summary>Reads the pictures of a group of rows.</summary>
    /// <exception cref="DatasetException">The file is damaged or not the one that was listed.</exception>
    public static ReadOnlyMemory<byte>?[] Pictures(RowGroup rows) => Read(rows.Path, async reader =>
    {
        if (rows.Index >= reader.RowGroupCount)
        {
            throw new DatasetException($"{rows.Path}: got {reader.RowGroupCount} groups of rows, expected more. Restore the file.");
        }

        using var group = reader.OpenRowGroupReader(rows.Index);
        var bytes = Find(rows.Path, reader, typeof(ReadOnlyMemory<byte>), "bytes", ImageColumn, BytesField);
        var pictures = await ReadColumn<ReadOnlyMemory<byte>>(group, bytes).ConfigureAwait(false);
        return pictures.Length == rows.Labels.Length
            ? pictures
            : throw new DatasetException(
                $"{rows.Path}: group {rows.Index} got {pictures.Length} rows, expected {rows.Labels.Length}. Restore the file.");
    });

    private static int ToLabel(string path, int row, long? value, string[]? names)
    {
        long most = (names?.Length ?? int.MaxValue) - 1;
        return value is >= 0 && value <= most
            ? (int)value
            : throw new DatasetException(
                $"{path}: row {row}: the label is {value?.ToString(CultureInfo.InvariantCulture) ?? "null"}, "
                + $"expected 0 to {most}. Use a split with labels.");
    }

    private static DataField Find(string path, ParquetReader reader, Type type, string typeName, params string[] steps)
    {
        var fields = reader.Schema.DataFields;
        string[] shown = [.. fields.Select(field => field.Path.ToString())];
        var field = Array.Find(fields, field => field.Path.Equals(new FieldPath(steps)))
            ?? throw new DatasetException(
                $"{path}: has no column {string.Join('/', steps)} (got {string.Join(", ", shown)}), "
                + $"expected {ImageColumn}/{BytesField} and {LabelColumn}. Rename the columns.");
        return field.ClrType == type && field.MaxRepetitionLevel == 0
            ? field
            : throw new DatasetException($"{path}: column {string.Join('/', steps)} holds {field.ClrType.Name}, expected {typeName}. Convert it.");
    }

    // As values that may be null, whatever the column says: one without nulls in a structure that may be null has rows without values.
    private static async Task<T?[]> ReadColumn<T>(ParquetRowGroupReader group, DataField field)
        where T : struct
    {
        var values = new T?[checked((int)group.RowCount)];
        await group.ReadAsync(field, values.AsMemory()).ConfigureAwait(false);
        return values;
    }

    // The library is asynchronous only; the threads that call this are of their own and may wait.
    private static T Read<T>(string path, Func<ParquetReader, Task<T>> read)
    {
        try
        {
            return Open().GetAwaiter().GetResult();
        }
        catch (Exception problem) when (problem is not DatasetException)
        {
            // Of a damaged file anything may come.
            throw new DatasetException(
                $"{path}: cannot be read as a Parquet file ({problem.GetType().Name}: {problem.Message.ReplaceLineEndings(" ").TrimEnd('.')}). "
                + "Fetch the file again.",
                problem);
        }

        async Task<T> Open()
        {
            await using var reader = await ParquetReader.CreateAsync(path, Options).ConfigureAwait(false);
            return await read(reader).ConfigureAwait(false);
        }
    }
}

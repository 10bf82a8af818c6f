namespace ScaleNet.Data.Tables;

/// <summary>A Parquet file of pictures: everything but the pictures.</summary>
/// <param name="Path">The file.</param>
/// <param name="Groups">Its groups of rows, none of them empty.</param>
/// <param name="ClassNames">Names of the classes, if the file has them.</param>
internal sealed record ParquetTable(string Path, RowGroup[] Groups, IReadOnlyList<string>? ClassNames);

namespace ScaleNet.Data.Tables;

/// <summary>Rows of a Parquet file that are stored together.</summary>
/// <param name="Path">The file.</param>
/// <param name="Index">Which group of the file, from 0.</param>
/// <param name="FirstRow">The first row, counted from 0 in the file.</param>
/// <param name="Labels">The class of each row.</param>
internal sealed record RowGroup(string Path, int Index, int FirstRow, int[] Labels);

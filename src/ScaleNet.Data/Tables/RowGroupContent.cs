namespace ScaleNet.Data.Tables;

/// <summary>The picture files of a group of rows.</summary>
internal sealed class RowGroupContent
{
    /// <summary>One a row; null where the row has none.</summary>
    public ReadOnlyMemory<byte>?[] Pictures { get; set; } = [];
}

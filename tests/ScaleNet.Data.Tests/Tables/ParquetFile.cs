using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace ScaleNet.Data.Tests.Tables;

/// <summary>Writes Parquet files with the columns of public image sets.</summary>
/// <remarks>The library that reads them in the program writes them here: no file of another writer is in the repository.</remarks>
internal static class ParquetFile
{
    /// <summary>The layout of public image sets: image = (bytes, path), label.</summary>
    public static ParquetSchema Schema { get; } = new(
        new StructField("image", new DataField<byte[]>("bytes"), new DataField<string>("path")), new DataField<long?>("label"));

    /// <summary>Metadata with the names of the classes, as the library "datasets" writes them.</summary>
    public static string Features(params string[] names) => JsonSerializer.Serialize(new
    {
        info = new { features = new { image = new { _type = "Image" }, label = new { names, _type = "ClassLabel" } } },
    });

    /// <summary>Writes rows, some to a group.</summary>
    public static void Write(
        string path, IReadOnlyList<(byte[]? Picture, long? Label)> rows, int perGroup, string? features = null, CompressionMethod compression = CompressionMethod.Snappy)
    {
        using var file = File.Create(path);
        WriteAsync(file, rows, perGroup, features, compression).GetAwaiter().GetResult();
    }

    private static async Task WriteAsync(
        Stream file, IReadOnlyList<(byte[]? Picture, long? Label)> rows, int perGroup, string? features, CompressionMethod compression)
    {
        await using var writer = await ParquetWriter.CreateAsync(Schema, file, new ParquetOptions { CompressionMethod = compression });
        if (features is not null)
        {
            writer.CustomMetadata = new Dictionary<string, string> { ["huggingface"] = features };
        }

        foreach (var chunk in rows.Chunk(perGroup))
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync<ReadOnlyMemory<byte>>(
                Schema.DataFields[0], chunk.Select(row => row.Picture is { } picture ? picture : default(ReadOnlyMemory<byte>?)).ToArray().AsMemory());
            await group.WriteAsync<ReadOnlyMemory<char>>(
                Schema.DataFields[1], chunk.Select((_, i) => (ReadOnlyMemory<char>?)$"{i}.jpg".AsMemory()).ToArray().AsMemory());
            await group.WriteAsync<long>(Schema.DataFields[2], chunk.Select(row => row.Label).ToArray().AsMemory());
        }
    }
}

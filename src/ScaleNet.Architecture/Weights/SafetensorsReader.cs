using System.Buffers.Binary;

namespace ScaleNet.Architecture.Weights;

/// <summary>Reads safetensors files and refuses every file that breaks a rule of the format.</summary>
public static class SafetensorsReader
{
    /// <summary>Reads a whole file.</summary>
    /// <exception cref="CheckpointException">The file is no safetensors file, or a damaged one.</exception>
    public static WeightFile Read(string path)
    {
        using var source = WeightSource.Open(path);
        return Read(source);
    }

    /// <summary>Reads a whole stream from its beginning; the stream must be able to seek and stays open.</summary>
    /// <exception cref="CheckpointException">The stream is no safetensors file, or a damaged one.</exception>
    public static WeightFile Read(Stream stream) => Read(new WeightSource("stream", stream));

    internal static WeightFile Read(WeightSource source)
    {
        var headerBytes = HeaderLength(source);
        var json = source.Read(SafetensorsFormat.LengthBytes, headerBytes, "the header");
        if (json[0] != '{')
        {
            throw source.Damaged($"the header begins with byte 0x{json[0]:x2}, expected '{{'");
        }

        var header = SafetensorsHeader.Parse(source, json);
        var dataStart = SafetensorsFormat.LengthBytes + headerBytes;
        RequireFullCover(source, header, source.Length - dataStart);
        var tensors = header.Entries.Select(entry => KeyValuePair.Create(entry.Key, new WeightTensor(
            entry.Type, entry.Shape, source.Read(dataStart + entry.Begin, entry.End - entry.Begin, Name(entry)))));
        return new WeightFile(tensors, header.Metadata);
    }

    private static long HeaderLength(WeightSource source)
    {
        var prefix = source.Read(0, SafetensorsFormat.LengthBytes, "the header length");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length is < 2 or > SafetensorsFormat.MaxHeaderBytes)
        {
            throw source.Error(
                $"the header length is out of range (got {length}, expected 2 to {SafetensorsFormat.MaxHeaderBytes})",
                "Is this a safetensors file?");
        }

        return (long)length;
    }

    private static void RequireFullCover(WeightSource source, SafetensorsHeader header, long dataBytes)
    {
        var covered = 0L;
        foreach (var entry in header.Entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin != covered)
            {
                var kind = entry.Begin < covered ? "overlaps the tensor before it" : "leaves a gap before it";
                throw source.Damaged($"{Name(entry)} {kind} (got offset {entry.Begin}, expected {covered})");
            }

            covered = entry.End;
        }

        if (covered != dataBytes)
        {
            throw source.Damaged(
                $"{(covered > dataBytes ? "the data ends early" : "there are bytes behind the last tensor")} "
                    + $"(got {dataBytes} bytes of data, expected {covered})");
        }
    }

    private static string Name(SafetensorsEntry entry) => $"tensor {Quoted.Text(entry.Key)}";
}

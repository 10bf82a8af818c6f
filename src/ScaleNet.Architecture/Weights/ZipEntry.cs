namespace ScaleNet.Architecture.Weights;

/// <summary>One record of a zip archive, as its central directory describes it.</summary>
internal sealed record ZipEntry(
    string Name, ushort Flags, ushort Method, uint Crc, long PackedBytes, long Bytes, long HeaderOffset);

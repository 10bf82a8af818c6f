using System.Buffers.Binary;
using System.IO.Compression;

namespace ScaleNet.Architecture.Weights;

/// <summary>Reads entries of a zip archive, verified against their checksums.</summary>
internal sealed class ZipContents(WeightSource source, ByteBudget budget)
{
    private const uint LocalSignature = 0x04034b50;
    private const int LocalBytes = 30;
    private const ushort EncryptedFlag = 1;
    private const ushort Stored = 0;
    private const ushort Deflated = 8;

    private readonly ZipDirectory _directory = ZipDirectory.Read(source);

    /// <summary>Name to entry.</summary>
    public IReadOnlyDictionary<string, ZipEntry> Entries => _directory.Entries;

    /// <summary>The unpacked bytes of an entry.</summary>
    public byte[] Read(ZipEntry entry)
    {
        var what = $"the zip entry {Quoted.Text(entry.Name)}";
        if ((entry.Flags & EncryptedFlag) != 0 || entry.Method is not (Stored or Deflated))
        {
            throw source.Damaged($"{what} is encrypted or packed by method {entry.Method} (expected stored or deflated)");
        }

        var start = DataOffset(entry, what);
        budget.Take(entry.Bytes, what);
        var bytes = entry.Method == Stored ? ReadStored(entry, start, what) : Inflate(entry, start, what);
        if (Crc32.Of(bytes) != entry.Crc)
        {
            throw source.Error(
                $"{what} does not match its checksum: its bytes have changed since it was saved",
                "Download the file again, or save it with torch.serialization.set_crc32_options(True).");
        }

        return bytes;
    }

    private long DataOffset(ZipEntry entry, string what)
    {
        var header = source.Read(entry.HeaderOffset, LocalBytes, $"{what} (header)");
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != LocalSignature)
        {
            throw source.Damaged($"{what} has no header where the directory points");
        }

        var nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26));
        var extraBytes = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28));
        var start = entry.HeaderOffset + LocalBytes + nameBytes + extraBytes;
        if (entry.PackedBytes < 0 || entry.Bytes < 0 || start > _directory.Offset - entry.PackedBytes)
        {
            throw source.Damaged($"{what} is not inside the archive "
                + $"(got {entry.PackedBytes} bytes at {start}, the data end at {_directory.Offset})");
        }

        return start;
    }

    private byte[] ReadStored(ZipEntry entry, long start, string what)
    {
        if (entry.Bytes != entry.PackedBytes)
        {
            throw source.Damaged($"{what} is stored, but has two sizes ({entry.PackedBytes} and {entry.Bytes})");
        }

        return source.Read(start, entry.Bytes, what);
    }

    private byte[] Inflate(ZipEntry entry, long start, string what)
    {
        if (entry.Bytes > Array.MaxLength)
        {
            throw source.Damaged($"{what} unpacks to {entry.Bytes} bytes, more than one array holds");
        }

        var packed = source.Read(start, entry.PackedBytes, what);
        var bytes = new byte[entry.Bytes];
        using var inflater = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
        try
        {
            // One byte more than declared is asked for: an entry that unpacks to more is a lie.
            var unpacked = inflater.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (unpacked == bytes.Length && inflater.ReadByte() < 0)
            {
                return bytes;
            }
        }
        catch (InvalidDataException cause)
        {
            throw source.Damaged($"{what} cannot be unpacked", cause);
        }

        throw source.Damaged($"{what} does not unpack to the {entry.Bytes} bytes that it declares");
    }
}

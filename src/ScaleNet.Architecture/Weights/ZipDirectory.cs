using System.Buffers.Binary;
using System.Text;

namespace ScaleNet.Architecture.Weights;

/// <summary>The central directory of a zip archive, with the 64-bit extensions that PyTorch always writes.</summary>
/// <remarks>
/// Own code rather than <c>System.IO.Compression.ZipArchive</c>: every range, size and checksum is checked here, and
/// all damage is one kind of exception. Source: PKWARE APPNOTE 6.3, sections 4.3.12 to 4.3.16 and 4.5.3.
/// </remarks>
internal sealed class ZipDirectory
{
    private const uint EndSignature = 0x06054b50;
    private const uint End64Signature = 0x06064b50;
    private const uint Locator64Signature = 0x07064b50;
    private const uint EntrySignature = 0x02014b50;
    private const int EndBytes = 22;
    private const int End64Bytes = 56;
    private const int Locator64Bytes = 20;
    private const int EntryBytes = 46;
    private const int ExtraHeaderBytes = 4;
    private const ushort Extra64Kind = 1;
    private const long MaxDirectoryBytes = 32L << 20;

    private readonly WeightSource _source;
    private readonly Dictionary<string, ZipEntry> _entries = new(StringComparer.Ordinal);

    private ZipDirectory(WeightSource source) => _source = source;

    /// <summary>Name to entry.</summary>
    public IReadOnlyDictionary<string, ZipEntry> Entries => _entries;

    /// <summary>Where the directory begins: all data lies before it.</summary>
    public long Offset { get; private set; }

    /// <summary>Parses the directory of an archive.</summary>
    public static ZipDirectory Read(WeightSource source)
    {
        var directory = new ZipDirectory(source);
        var (offset, length, count) = directory.Locate();
        directory.Offset = offset;
        directory.Parse(source.Read(offset, length, "the zip directory"), count);
        return directory;
    }

    private (long Offset, long Length, long Count) Locate()
    {
        var tailBytes = Math.Min(_source.Length, EndBytes + ushort.MaxValue);
        var tailStart = _source.Length - tailBytes;
        var tail = _source.Read(tailStart, tailBytes, "the end of the zip archive");
        var end = (int)tailBytes - EndBytes;

        // The record ends in a comment of a stated length: only where that length is right has it been found.
        while (end >= 0 && (U32(tail, end) != EndSignature || U16(tail, end + 20) != tailBytes - end - EndBytes))
        {
            end--;
        }

        if (end < 0)
        {
            throw Damaged("has no central directory: the end is missing");
        }

        var endOffset = tailStart + end;
        if (end >= Locator64Bytes && U32(tail, end - Locator64Bytes) == Locator64Signature)
        {
            endOffset = (long)U64(tail, end - Locator64Bytes + 8);
            var end64 = _source.Read(endOffset, End64Bytes, "the end of the zip directory");
            return U32(end64, 0) == End64Signature
                ? Checked((long)U64(end64, 48), (long)U64(end64, 40), (long)U64(end64, 32), endOffset)
                : throw Damaged("has no 64-bit end record where its locator points");
        }

        return Checked(U32(tail, end + 16), U32(tail, end + 12), U16(tail, end + 10), endOffset);
    }

    private (long Offset, long Length, long Count) Checked(long offset, long length, long count, long endOffset)
    {
        if (offset < 0 || length is < 0 or > MaxDirectoryBytes || offset > endOffset - length
            || count < 0 || count > length / EntryBytes)
        {
            throw Damaged($"has an impossible directory ({count} entries in {length} bytes at {offset})");
        }

        return (offset, length, count);
    }

    private void Parse(ReadOnlySpan<byte> bytes, long count)
    {
        for (var i = 0L; i < count; i++)
        {
            if (bytes.Length < EntryBytes || U32(bytes, 0) != EntrySignature)
            {
                throw Damaged($"has a damaged directory at entry {i}");
            }

            int nameBytes = U16(bytes, 28), extraBytes = U16(bytes, 30), commentBytes = U16(bytes, 32);
            var total = EntryBytes + nameBytes + extraBytes + commentBytes;
            if (bytes.Length < total)
            {
                throw Damaged($"has a directory that ends inside entry {i}");
            }

            var name = Encoding.UTF8.GetString(bytes.Slice(EntryBytes, nameBytes));
            Add(bytes, name, bytes.Slice(EntryBytes + nameBytes, extraBytes));
            bytes = bytes[total..];
        }
    }

    private void Add(ReadOnlySpan<byte> fixedPart, string name, ReadOnlySpan<byte> extra)
    {
        var wide = Extra64(extra);
        var bytes = Widen(U32(fixedPart, 24), ref wide);
        var packedBytes = Widen(U32(fixedPart, 20), ref wide);
        var headerOffset = Widen(U32(fixedPart, 42), ref wide);
        var entry = new ZipEntry(
            name, U16(fixedPart, 8), U16(fixedPart, 10), U32(fixedPart, 16), packedBytes, bytes, headerOffset);
        if (!_entries.TryAdd(name, entry))
        {
            throw Damaged($"has two entries called {Quoted.Text(name)}");
        }
    }

    // The extension holds 64-bit values, in this order, for exactly those fields that are all ones.
    private long Widen(uint value, ref ReadOnlySpan<byte> wide)
    {
        if (value != uint.MaxValue)
        {
            return value;
        }

        if (wide.Length < sizeof(ulong))
        {
            throw Damaged("lacks a 64-bit size");
        }

        var result = (long)U64(wide, 0);
        wide = wide[sizeof(ulong)..];
        return result;
    }

    private static ReadOnlySpan<byte> Extra64(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= ExtraHeaderBytes)
        {
            var length = U16(extra, 2);
            if (length > extra.Length - ExtraHeaderBytes)
            {
                break;
            }

            if (U16(extra, 0) == Extra64Kind)
            {
                return extra.Slice(ExtraHeaderBytes, length);
            }

            extra = extra[(ExtraHeaderBytes + length)..];
        }

        return [];
    }

    private CheckpointException Damaged(string what) => _source.Damaged($"the zip archive {what}");

    private static ushort U16(ReadOnlySpan<byte> bytes, int offset) =>
        BinaryPrimitives.ReadUInt16LittleEndian(bytes[offset..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int offset) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]);

    private static ulong U64(ReadOnlySpan<byte> bytes, int offset) =>
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[offset..]);
}

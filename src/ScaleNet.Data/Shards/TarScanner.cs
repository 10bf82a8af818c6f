using System.Globalization;
using System.Text;

namespace ScaleNet.Data.Shards;

/// <summary>Lists the regular files of a tar archive by its headers, without reading or unpacking them.</summary>
/// <remarks>
/// Understands long names of GNU tar and pax, sizes in octal and in base 256. A missing end mark is accepted, a part of an entry is not.
/// Links, folders and devices are passed over.
/// </remarks>
internal sealed class TarScanner(Stream archive, string where)
{
    private const int MostNameLength = 1 << 16; // longer than any system's path
    private const int MostPaxLength = 1 << 20;

    private const char LongName = 'L'; // GNU
    private const char Pax = 'x';
    private const char Sparse = 'S'; // GNU
    private const char Regular = '0';
    private const char OldRegular = '\0';
    private const char Contiguous = '7';

    private readonly byte[] _block = new byte[TarHeader.BlockLength];

    /// <summary>The files, in order.</summary>
    /// <exception cref="DatasetException">It is no archive, or is damaged.</exception>
    public IEnumerable<TarEntry> Entries()
    {
        string? name = null;
        long? size = null;
        for (long start = 0; start < archive.Length;)
        {
            if (!TryReadHeader(start, out var entry, out char type))
            {
                yield break;
            }

            entry = type is LongName or Pax ? entry : entry with { Name = name ?? entry.Name, Length = size ?? entry.Length };
            if (entry.Length > archive.Length - entry.Offset)
            {
                throw Damaged(start, $"an entry of {entry.Length} bytes, {archive.Length - entry.Offset} are left: it is cut short");
            }

            switch (type)
            {
                case LongName:
                    name = TarHeader.Text(Content(entry, MostNameLength));
                    break;
                case Pax:
                    (name, size) = ReadPax(start, Content(entry, MostPaxLength), name, size);
                    break;
                case Sparse:
                    throw Damaged(start, "a sparse file, expected a plain one");
                default:
                    (name, size) = (null, null);
                    break;
            }

            if (type is Regular or OldRegular or Contiguous)
            {
                yield return entry;
            }

            start = entry.Offset + RoundUp(entry.Length);
        }
    }

    /// <summary>The bytes of a short file.</summary>
    /// <exception cref="DatasetException">It is longer than expected.</exception>
    public byte[] Content(TarEntry entry, int most)
    {
        if (entry.Length > most)
        {
            throw Damaged(entry.Offset, $"{entry.Length} bytes in '{Shown(entry.Name)}', expected at most {most}");
        }

        byte[] content = new byte[entry.Length];
        archive.Position = entry.Offset;
        archive.ReadExactly(content);
        return content;
    }

    /// <summary>An error at a place of the archive.</summary>
    public DatasetException Damaged(long offset, string got) => new($"{where}: byte {offset}: got {got}. Make or fetch the shard again.");

    private static long RoundUp(long length) => length + ((TarHeader.BlockLength - (length % TarHeader.BlockLength)) % TarHeader.BlockLength);

    // Names are a stranger's: control characters and endless ones do not belong into a message.
    private static string Shown(string name)
    {
        const int most = 200;
        return string.Concat(name.Take(most).Select(letter => char.IsControl(letter) ? '?' : letter));
    }

    private bool TryReadHeader(long start, out TarEntry entry, out char type)
    {
        (entry, type) = (default, default);
        archive.Position = start;
        int got = archive.ReadAtLeast(_block, _block.Length, throwOnEndOfStream: false);
        if (_block.AsSpan(0, got).IndexOfAnyExcept((byte)0) < 0)
        {
            return false;
        }

        if (got < _block.Length)
        {
            throw Damaged(start, $"{got} bytes of a header, expected {_block.Length}: it is cut short");
        }

        var header = new TarHeader(_block);
        if (!header.HasGoodSum)
        {
            throw Damaged(start, "bytes that are no header of a tar archive");
        }

        long size = header.Size ?? throw Damaged(start, "an entry whose size is no number or negative");
        (entry, type) = (new TarEntry(header.Name, start + _block.Length, size), header.Type);
        return true;
    }

    // Records "length key=value\n", where the length counts the whole record.
    private (string? Name, long? Size) ReadPax(long start, byte[] content, string? name, long? size)
    {
        for (int place = 0; place < content.Length;)
        {
            var rest = content.AsSpan(place);
            int blank = rest.IndexOf((byte)' ');
            if (blank <= 0 || !int.TryParse(rest[..blank], NumberStyles.None, CultureInfo.InvariantCulture, out int length)
                || length <= blank + 1 || length > rest.Length)
            {
                throw Damaged(start, "an extended header that is damaged");
            }

            string[] record = Encoding.UTF8.GetString(rest[(blank + 1)..(length - 1)]).Split('=', count: 2);
            if (record is ["path", var path])
            {
                name = path;
            }
            else if (record is ["size", var text])
            {
                size = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                    ? number
                    : throw Damaged(start, "an extended header whose size is no number");
            }

            place += length;
        }

        return (name, size);
    }
}

using System.Formats.Tar;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ScaleNet.Architecture.Weights;
using ScaleNet.Data.Datasets;

namespace ScaleNet.Data.Shards;

/// <summary>Writes one shard, and notes what its list says.</summary>
/// <remarks><b>Determinism:</b> the bytes follow from the pictures, labels and keys: no times, no owners.</remarks>
internal sealed class ShardWriter : IDisposable
{
    private const string KeyFormat = "D9";
    private const int EndBlocks = 2;

    private readonly CryptoStream _hashed;
    private readonly SHA256 _hash = SHA256.Create();
    private readonly TarWriter _archive;
    private readonly List<ShardItem> _items = [];

    public ShardWriter(Stream target)
    {
        _hashed = new CryptoStream(target, _hash, CryptoStreamMode.Write, leaveOpen: true);
        _archive = new TarWriter(_hashed, TarEntryFormat.Ustar, leaveOpen: true);
    }

    /// <summary>Length of the archive up to here, without its end, bytes.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes that a picture takes with its label.</summary>
    public static long Cost(int length, int label) => EntryLength(length) + EntryLength(LabelText(label).Length);

    /// <summary>Adds a picture and its label.</summary>
    public void Add(int key, byte[] picture, int label)
    {
        string name = key.ToString(KeyFormat, CultureInfo.InvariantCulture);
        _items.Add(new ShardItem(Length + TarHeader.BlockLength, picture.Length, label, Crc32.Of(picture)));
        // What nobody knows stays to be found by a check.
        Add($"{name}.{PictureKind.Of(picture) ?? "jpg"}", picture);
        Add($"{name}.cls", LabelText(label));
    }

    /// <summary>Ends the archive.</summary>
    public ShardList Finish()
    {
        _archive.Dispose();
        _hashed.FlushFinalBlock();
        return new ShardList
        {
            Length = Length + (EndBlocks * TarHeader.BlockLength),
            Sha256 = Convert.ToHexStringLower(_hash.Hash!),
            Offsets = [.. _items.Select(item => item.Offset)],
            Lengths = [.. _items.Select(item => item.Length)],
            Labels = [.. _items.Select(item => item.Label)],
            Crc32 = [.. _items.Select(item => item.Checksum!.Value)],
        };
    }

    public void Dispose()
    {
        _archive.Dispose();
        _hashed.Dispose();
        _hash.Dispose();
    }

    private static byte[] LabelText(int label) => Encoding.ASCII.GetBytes(label.ToString(CultureInfo.InvariantCulture));

    private static long EntryLength(int length)
    {
        long blocks = ((long)length + TarHeader.BlockLength - 1) / TarHeader.BlockLength;
        return (1 + blocks) * TarHeader.BlockLength;
    }

    private void Add(string name, byte[] content)
    {
        _archive.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
        {
            DataStream = new MemoryStream(content),
            ModificationTime = DateTimeOffset.UnixEpoch,
        });
        Length += EntryLength(content.Length);
    }
}

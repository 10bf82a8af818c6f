using System.IO.Compression;

namespace ScaleNet.Data.Tests.Datasets;

/// <summary>Bytes of small IDX files.</summary>
internal static class IdxBytes
{
    /// <summary>One label a given value.</summary>
    public static byte[] Labels(params byte[] labels) => [0, 0, 8, 1, 0, 0, 0, (byte)labels.Length, .. labels];

    /// <summary>Images of 2 x 2 pixels; pixel values count up from 0.</summary>
    public static byte[] Images(byte count) =>
    [
        0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 2, 0, 0, 0, 2,
        .. Enumerable.Range(0, count * 4).Select(value => (byte)value),
    ];

    public static byte[] Gzip(byte[] plain)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return memory.ToArray();
    }
}

using System.Buffers.Binary;
using System.IO.Compression;

namespace ScaleNet.Data.Datasets;

/// <summary>
/// Reads IDX files (the MNIST format): a big-endian header, then unsigned bytes; gzip or plain, told by the content.
/// </summary>
/// <remarks>
/// Header: 0, 0, element type (8 = unsigned byte), number of dimensions, then 4 bytes a dimension. Memory grows with
/// the bytes that are really there, so a damaged header cannot ask for more than the file holds.
/// </remarks>
internal static class IdxReader
{
    private const int UnsignedByteType = 0x08;
    private const int MagicLength = 4;
    private const int DimensionLength = 4;
    private const int FirstAllocation = 1 << 20;
    private const byte GzipFirstByte = 0x1F;
    private const byte GzipSecondByte = 0x8B;

    /// <summary>Reads a file that must have the given number of dimensions.</summary>
    public static IdxArray ReadFile(string path, int dimensionCount)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Read(file, path, dimensionCount);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new DatasetException(
                $"{path}: cannot be read ({problem.Message}). Check the path and its rights.", problem);
        }
    }

    /// <summary>Reads a seekable stream that must hold exactly one array.</summary>
    public static IdxArray Read(Stream stream, string where, int dimensionCount)
    {
        if (!IsGzip(stream))
        {
            return ReadPlain(stream, where, dimensionCount);
        }

        try
        {
            using var plain = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
            var array = ReadPlain(plain, where, dimensionCount);
            ThrowIfTrailerDisagrees(stream, HeaderLength(dimensionCount) + (long)array.Values.Length, where);
            return array;
        }
        catch (InvalidDataException problem)
        {
            // Its message speaks of an unsupported method even when only the check sum is wrong: kept inside.
            throw new DatasetException(
                $"{where}: the gzip data is damaged (its check sum or its coding is wrong). "
                + "Fetch the file again.", problem);
        }
    }

    /// <summary>
    /// A gzip file ends with the length of its content. The runtime takes a file that lacks its end for whole.
    /// </summary>
    private static void ThrowIfTrailerDisagrees(Stream stream, long contentLength, string where)
    {
        var trailer = new byte[sizeof(uint)];
        stream.Seek(-trailer.Length, SeekOrigin.End);
        stream.ReadExactly(trailer);
        uint stated = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        if (stated != contentLength)
        {
            throw new DatasetException(
                $"{where}: the gzip file does not end as it should (got content of {contentLength} bytes, "
                + $"its last four bytes say {stated}). Fetch the file again, or unpack it.");
        }
    }

    private static int HeaderLength(int dimensionCount) => MagicLength + (dimensionCount * DimensionLength);

    private static bool IsGzip(Stream stream)
    {
        long start = stream.Position;
        bool isGzip = stream.ReadByte() == GzipFirstByte && stream.ReadByte() == GzipSecondByte;
        stream.Position = start;
        return isGzip;
    }

    private static IdxArray ReadPlain(Stream stream, string where, int dimensionCount)
    {
        int[] dimensions = ReadHeader(stream, where, dimensionCount);
        int length = DeclaredLength(dimensions, where);
        int headerLength = HeaderLength(dimensionCount);
        string declared = $"{string.Join(" x ", dimensions)} declares {(long)headerLength + length} bytes";

        byte[] values = ReadValues(stream, length, out int got);
        if (got < length)
        {
            throw new DatasetException(
                $"{where}: cut short (got {(long)headerLength + got} bytes, {declared}). Fetch the file again.");
        }

        if (stream.ReadByte() >= 0)
        {
            throw new DatasetException(
                $"{where}: goes on after byte {(long)headerLength + length}, where it should end ({declared}). "
                + "Fetch the file again.");
        }

        return new IdxArray(where, dimensions, values);
    }

    private static int[] ReadHeader(Stream stream, string where, int dimensionCount)
    {
        var header = new byte[HeaderLength(dimensionCount)];
        int got = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (got >= MagicLength && (header[0] != 0 || header[1] != 0))
        {
            throw new DatasetException(
                $"{where}: not an IDX file (got first bytes {Convert.ToHexString(header.AsSpan(0, MagicLength))}, "
                + $"expected 0000{UnsignedByteType:X2}{dimensionCount:X2}). Point to MNIST-format files.");
        }

        if (got >= MagicLength && (header[2] != UnsignedByteType || header[3] != dimensionCount))
        {
            throw new DatasetException(
                $"{where}: wrong kind of IDX file (got element type 0x{header[2]:X2} with {header[3]} dimensions, "
                + $"expected 0x{UnsignedByteType:X2} with {dimensionCount}). Are images and labels swapped?");
        }

        if (got < header.Length)
        {
            throw new DatasetException(
                $"{where}: cut short inside the header (got {got} bytes, expected at least {header.Length}). "
                + "Fetch the file again.");
        }

        return ReadDimensions(header, where);
    }

    private static int[] ReadDimensions(byte[] header, string where)
    {
        var dimensions = new int[(header.Length - MagicLength) / DimensionLength];
        for (int i = 0; i < dimensions.Length; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(MagicLength + (i * DimensionLength)));
            if (size is 0 or > int.MaxValue)
            {
                throw new DatasetException(
                    $"{where}: dimension {i} is {size}, expected 1 to {int.MaxValue}. Fetch the file again.");
            }

            dimensions[i] = (int)size;
        }

        return dimensions;
    }

    private static int DeclaredLength(int[] dimensions, string where)
    {
        Int128 length = 1; // three 31-bit sizes overflow 64 bits
        foreach (int size in dimensions)
        {
            length *= size;
        }

        return length <= Array.MaxLength
            ? (int)length
            : throw new DatasetException(
                $"{where}: the header declares {string.Join(" x ", dimensions)} = {length} bytes, "
                + $"expected at most {Array.MaxLength}. The header is damaged: fetch the file again.");
    }

    private static byte[] ReadValues(Stream stream, int length, out int got)
    {
        var values = new byte[Math.Min(length, FirstAllocation)];
        got = 0;
        while (true)
        {
            int read = stream.Read(values, got, values.Length - got);
            got += read;
            if (got == length || read == 0)
            {
                return values;
            }

            if (got == values.Length)
            {
                Array.Resize(ref values, (int)Math.Min(length, 2L * values.Length));
            }
        }
    }
}

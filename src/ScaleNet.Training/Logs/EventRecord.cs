using System.Buffers.Binary;
using System.Numerics;

namespace ScaleNet.Training.Logs;

/// <summary>The frame around each record of a TFRecord file.</summary>
/// <remarks>
/// Length as 64 bits, the checksum of these 8 bytes, the record, its checksum; all little-endian. A checksum is a CRC-32C that is
/// turned right by 15 bits and added to a constant, so that checksums of checksums stay sound. Source: TensorFlow,
/// "TFRecord and tf.train.Example", format details.
/// </remarks>
internal static class EventRecord
{
    private const int LengthBytes = sizeof(ulong);
    private const int ChecksumBytes = sizeof(uint);
    private const int MaskRotation = 15;
    private const uint MaskConstant = 0xA282EAD8;

    /// <summary>A record in its frame.</summary>
    public static byte[] Frame(ReadOnlySpan<byte> record)
    {
        var framed = new byte[LengthBytes + ChecksumBytes + record.Length + ChecksumBytes];
        var length = framed.AsSpan(0, LengthBytes);
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(framed.AsSpan(LengthBytes), Checksum(length));
        record.CopyTo(framed.AsSpan(LengthBytes + ChecksumBytes));
        BinaryPrimitives.WriteUInt32LittleEndian(framed.AsSpan(framed.Length - ChecksumBytes), Checksum(record));
        return framed;
    }

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return BitOperations.RotateRight(~crc, MaskRotation) + MaskConstant;
    }
}

using System.Buffers.Binary;
using Google.Protobuf;
using ScaleNet.Evaluation.Runs;
using Tensorboard;

namespace ScaleNet.Training.Tests.Logs;

/// <summary>Reads event files as TensorBoard does: frame by frame, every checksum checked, the files in the order of their names.</summary>
internal static class EventReader
{
    private const uint ReversedCastagnoli = 0x82F63B78;
    private const int HeadBytes = 12;
    private const int TailBytes = 4;

    /// <summary>The events of one file; a torn frame at its end is where a reader waits for more.</summary>
    public static List<Event> Read(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        var events = new List<Event>();
        while (bytes.Length >= HeadBytes)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            AssertChecksum(bytes[..8], bytes[8..]);
            if (bytes.Length < HeadBytes + length + TailBytes)
            {
                break;
            }

            var record = bytes.Slice(HeadBytes, length);
            AssertChecksum(record, bytes[(HeadBytes + length)..]);
            events.Add(Event.Parser.ParseFrom(new CodedInputStream(record.ToArray())));
            bytes = bytes[(HeadBytes + length + TailBytes)..];
        }

        return events;
    }

    /// <summary>What TensorBoard shows of a run: tag, step and value, after what a restart makes void is dropped.</summary>
    public static List<(string Tag, long Step, float Value)> Scalars(string runFolder)
    {
        var shown = new List<(string Tag, long Step, float Value)>();
        foreach (var entry in RunLayout.EventFiles(runFolder).SelectMany(Read))
        {
            if (entry.SessionLog?.Status == SessionLog.Types.SessionStatus.Start)
            {
                shown.RemoveAll(scalar => scalar.Step >= entry.Step);
            }

            shown.AddRange((entry.Summary?.Value ?? []).Select(value => (value.Tag, entry.Step, value.SimpleValue)));
        }

        return shown;
    }

    /// <summary>CRC-32C bit by bit, as its definition has it.</summary>
    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ ReversedCastagnoli : crc >> 1;
            }
        }

        return ~crc;
    }

    private static void AssertChecksum(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> expected)
    {
        var crc = Crc32C(bytes);
        Assert.Equal(BinaryPrimitives.ReadUInt32LittleEndian(expected), ((crc >> 15) | (crc << 17)) + 0xA282EAD8);
    }
}

using System.Buffers.Binary;
using System.Text;
using ScaleNet.Training.Logs;

namespace ScaleNet.Training.Tests.Logs;

public sealed class EventRecordTests
{
    [Fact]
    public void The_reader_s_checksum_is_the_standard_s() =>
        Assert.Equal(0xE3069283, EventReader.Crc32C("123456789"u8)); // the check value of CRC-32C (RFC 3720, iSCSI)

    [Fact]
    public void A_frame_holds_length_record_and_both_checksums()
    {
        var record = Encoding.UTF8.GetBytes("123456789");

        var frame = EventRecord.Frame(record);

        Assert.Equal(8 + 4 + record.Length + 4, frame.Length);
        Assert.Equal([9, 0, 0, 0, 0, 0, 0, 0], frame[..8]);
        Assert.Equal(record, frame[12..21]);
        // 0xE3069283 turned right by 15 bits, plus 0xA282EAD8, by hand.
        Assert.Equal(0xC78AB0E5, BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(21)));
    }
}

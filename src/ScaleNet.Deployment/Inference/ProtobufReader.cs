using Google.Protobuf;

namespace ScaleNet.Deployment.Inference;

/// <summary>Walks over the fields of protobuf messages in a file without reading what it passes over.</summary>
/// <remarks>Source: the wire format of Protocol Buffers, protobuf.dev/programming-guides/encoding.</remarks>
internal sealed class ProtobufReader(FileStream file)
{
    private const int VarintLimit = 10; // bytes of 64 bits
    private const int KindBits = 3;
    private const int BufferLength = 1 << 16;

    /// <summary>Bytes of the file.</summary>
    public long Length { get; } = file.Length;

    /// <summary>Where the next field begins.</summary>
    public long Position => file.Position;

    /// <summary>Reads a field's tag and length; the position is that of its content.</summary>
    /// <param name="limit">Where the message around it ends.</param>
    /// <exception cref="InvalidDataException">It is no field, or ends behind the message.</exception>
    public ProtobufField ReadField(long limit)
    {
        var start = file.Position;
        var tag = ReadVarint(limit);
        var kind = (WireFormat.WireType)(tag & ((1 << KindBits) - 1));
        var content = file.Position;
        var length = kind switch
        {
            WireFormat.WireType.Varint => VarintLength(limit),
            WireFormat.WireType.Fixed64 => sizeof(ulong),
            WireFormat.WireType.Fixed32 => sizeof(uint),
            WireFormat.WireType.LengthDelimited => (long)Math.Min(ReadVarint(limit), long.MaxValue / 2),
            _ => throw new InvalidDataException($"field of kind {kind}"),
        };
        if (kind == WireFormat.WireType.LengthDelimited)
        {
            content = file.Position;
        }

        if (content + length > limit || tag >> KindBits is 0 or > int.MaxValue)
        {
            throw new InvalidDataException("a field ends behind its message");
        }

        file.Position = content;
        return new ProtobufField(
            (int)(tag >> KindBits), kind == WireFormat.WireType.LengthDelimited, start, content, content + length);
    }

    /// <summary>Goes on behind a field.</summary>
    public void Skip(ProtobufField field) => file.Position = field.End;

    /// <summary>Copies a field, its tag included, and goes on behind it.</summary>
    public void Copy(ProtobufField field, Stream output)
    {
        file.Position = field.Start;
        var buffer = new byte[(int)Math.Min(BufferLength, field.End - field.Start)];
        for (var left = field.End - field.Start; left > 0;)
        {
            var count = (int)Math.Min(buffer.Length, left);
            file.ReadExactly(buffer, 0, count);
            output.Write(buffer, 0, count);
            left -= count;
        }
    }

    /// <summary>Writes a part of a message.</summary>
    public static void WriteMessage(Stream output, int number, MemoryStream part)
    {
        using var writer = new CodedOutputStream(output, leaveOpen: true);
        writer.WriteTag(number, WireFormat.WireType.LengthDelimited);
        writer.WriteLength(checked((int)part.Length));
        writer.Flush();
        part.WriteTo(output);
    }

    private long VarintLength(long limit)
    {
        var start = file.Position;
        ReadVarint(limit);
        return file.Position - start;
    }

    private ulong ReadVarint(long limit)
    {
        var value = 0UL;
        for (var shift = 0; shift < VarintLimit; shift++)
        {
            var next = file.Position < limit ? file.ReadByte() : -1;
            if (next < 0)
            {
                break;
            }

            value |= (ulong)(next & 0x7F) << (7 * shift);
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("a number that does not end");
    }
}

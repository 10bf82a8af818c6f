using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace ScaleNet.Architecture.Weights;

/// <content>Numbers, strings and bytes.</content>
internal sealed partial class PickleMachine
{
    private bool PushScalar(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.None: Push(null); return true;
            case PickleOpcode.NewTrue: Push(true); return true;
            case PickleOpcode.NewFalse: Push(false); return true;
            case PickleOpcode.BinInt1: Push((long)_input.ReadByte()); return true;
            case PickleOpcode.BinInt2: Push(ReadUnsigned(sizeof(ushort))); return true;
            case PickleOpcode.BinInt: Push((long)(int)ReadUnsigned(sizeof(int))); return true;
            case PickleOpcode.Long1: Push(ReadInteger(_input.ReadByte())); return true;
            case PickleOpcode.Long4: Push(ReadInteger(ReadUnsigned(sizeof(uint)))); return true;
            case PickleOpcode.Int: Push(ReadIntegerLine()); return true;
            case PickleOpcode.Long: Push(ReadLongLine()); return true;
            case PickleOpcode.BinFloat: Push(ReadDouble()); return true;
            case PickleOpcode.Float: Push(ReadFloatLine()); return true;
            default: return false;
        }
    }

    private bool PushText(PickleOpcode opcode)
    {
        switch (opcode)
        {
            // Python 2 wrote its byte strings, among them all keys, with the first two.
            case PickleOpcode.ShortBinString: Push(_input.ReadText(_input.ReadByte())); return true;
            case PickleOpcode.BinString: Push(_input.ReadText(ReadUnsigned(sizeof(uint)))); return true;
            case PickleOpcode.ShortBinUnicode: Push(_input.ReadText(_input.ReadByte())); return true;
            case PickleOpcode.BinUnicode: Push(_input.ReadText(ReadUnsigned(sizeof(uint)))); return true;
            case PickleOpcode.BinUnicode8: Push(_input.ReadText(ReadUnsigned(sizeof(ulong)))); return true;
            case PickleOpcode.Unicode: Push(WithoutEscapes(_input.ReadLine())); return true;
            case PickleOpcode.String: Push(Unquote(_input.ReadLine())); return true;
            case PickleOpcode.ShortBinBytes: Push(_input.ReadBytes(_input.ReadByte()).ToArray()); return true;
            case PickleOpcode.BinBytes: Push(_input.ReadBytes(ReadUnsigned(sizeof(uint))).ToArray()); return true;
            case PickleOpcode.BinBytes8: Push(_input.ReadBytes(ReadUnsigned(sizeof(ulong))).ToArray()); return true;
            default: return false;
        }
    }

    // Little-endian; an 8-byte value above the signed range becomes negative, which every user of a length refuses.
    private long ReadUnsigned(int byteCount)
    {
        var value = 0L;
        var bytes = _input.ReadBytes(byteCount);
        for (var i = byteCount - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return value;
    }

    private double ReadDouble() => BinaryPrimitives.ReadDoubleBigEndian(_input.ReadBytes(sizeof(double)));

    private object ReadInteger(long byteCount) =>
        byteCount <= PickleLimits.MaxIntegerBytes
            ? Narrow(new BigInteger(_input.ReadBytes(byteCount)))
            : throw _input.Error($"holds an integer of {byteCount} bytes");

    // Integers that fit are always long, however they were written, so that patterns need to know one type only.
    private static object Narrow(BigInteger value)
    {
        object narrow = value;
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            narrow = (long)value;
        }

        return narrow;
    }

    private long ReadDecimal() => ParseInteger(_input.ReadLine()) is long value ? value : -1;

    private object ReadIntegerLine()
    {
        var line = _input.ReadLine();

        // Protocol 0 and 1 write True and False as these two.
        return line switch
        {
            "00" => false,
            "01" => true,
            _ => ParseInteger(line),
        };
    }

    private object ReadLongLine()
    {
        var line = _input.ReadLine();
        return ParseInteger(line.EndsWith('L') ? line[..^1] : line);
    }

    private object ParseInteger(string digits) =>
        digits.Length <= PickleLimits.MaxIntegerDigits
            && BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? Narrow(value)
            : throw _input.Error($"holds the integer {Quoted.Text(digits)}");

    private double ReadFloatLine()
    {
        var line = _input.ReadLine();
        return double.TryParse(line, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw _input.Error($"holds the number {Quoted.Text(line)}");
    }

    private string Unquote(string line) =>
        line.Length >= 2 && line[0] == line[^1] && line[0] is '\'' or '"'
            ? WithoutEscapes(line[1..^1])
            : throw _input.Error($"holds the string {Quoted.Text(line)} without quotes");

    private string WithoutEscapes(string text) =>
        !text.Contains('\\', StringComparison.Ordinal)
            ? text
            : throw _input.Error("holds a protocol 0 string with escapes", "Save the file with a newer PyTorch.");
}

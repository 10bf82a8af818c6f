using System.Text;

namespace ScaleNet.Architecture.Weights;

/// <summary>The bytes of one pickle inside a larger region, read forward through a small buffer.</summary>
internal sealed class PickleInput
{
    private const int BufferBytes = 1 << 16;

    private static readonly UTF8Encoding StrictUtf8 =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly WeightSource _source;
    private readonly string _what;
    private readonly long _end;
    private readonly byte[] _buffer;
    private long _bufferStart;
    private int _buffered;
    private int _next;

    /// <summary>A pickle that begins at <paramref name="start"/> and may reach up to <paramref name="end"/>.</summary>
    public PickleInput(WeightSource source, string what, long start, long end)
    {
        _source = source;
        _what = what;
        _bufferStart = start;
        _end = Math.Min(end, start + PickleLimits.MaxBytes);
        _buffer = new byte[Math.Min(BufferBytes, _end - start)];
    }

    /// <summary>Where the next byte is in the source.</summary>
    public long Position => _bufferStart + _next;

    /// <summary>The next byte.</summary>
    public byte ReadByte() => ReadBytes(1)[0];

    /// <summary>The next bytes; valid until the next call.</summary>
    public ReadOnlySpan<byte> ReadBytes(long count)
    {
        if (count < 0 || count > _end - Position)
        {
            throw Error(
                $"ends early or is too long (got {_end - Position} bytes, expected {count} more; "
                + $"at most {PickleLimits.MaxBytes} in all)");
        }

        if (count > _buffer.Length)
        {
            // Longer than the buffer, but known to be in the file.
            var bytes = _source.Read(Position, count, _what);
            Restart(Position + count);
            return bytes;
        }

        if (count > _buffered - _next)
        {
            Restart(Position);
            _buffered = (int)Math.Min(_buffer.Length, _end - _bufferStart);
            _source.Fill(_bufferStart, _buffer.AsSpan(0, _buffered));
        }

        var span = _buffer.AsSpan(_next, (int)count);
        _next += (int)count;
        return span;
    }

    /// <summary>The next bytes as strict UTF-8.</summary>
    public string ReadText(long byteCount)
    {
        try
        {
            return StrictUtf8.GetString(ReadBytes(byteCount));
        }
        catch (DecoderFallbackException cause)
        {
            throw _source.Damaged($"{_what} holds a string that is not valid UTF-8 before byte {Position}", cause);
        }
    }

    /// <summary>The text up to the next line feed, which is consumed.</summary>
    public string ReadLine()
    {
        var line = new StringBuilder();
        for (var value = ReadByte(); value != '\n'; value = ReadByte())
        {
            if (!char.IsAscii((char)value) || line.Length == PickleLimits.MaxLineBytes)
            {
                throw Error("holds a text line that is not ASCII or too long");
            }

            line.Append((char)value);
        }

        return line.ToString();
    }

    /// <summary>A refusal that says where in the pickle.</summary>
    public CheckpointException Error(string problem, string fix = WeightSource.GetAgain) =>
        _source.Error($"{_what} {problem}, at byte {Position}", fix);

    private void Restart(long position)
    {
        _bufferStart = position;
        _buffered = 0;
        _next = 0;
    }
}

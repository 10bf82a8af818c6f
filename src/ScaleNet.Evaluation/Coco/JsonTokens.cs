using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace ScaleNet.Evaluation.Coco;

/// <summary>A JSON file token by token through a small buffer: files of annotations reach hundreds of megabytes.</summary>
internal sealed class JsonTokens(Stream stream)
{
    private const int FirstBuffer = 1 << 16;
    private const int LargestToken = 1 << 26; // no outline of an object is as long

    private byte[] _buffer = new byte[FirstBuffer];
    private int _start;
    private int _end;
    private bool _isLast;
    private JsonReaderState _state;
    private int _valueStart;
    private int _valueLength;
    private string? _unescaped;

    /// <summary>The kind of the token that was read last.</summary>
    public JsonTokenType Type { get; private set; }

    private ReadOnlySpan<byte> Value => _buffer.AsSpan(_valueStart, _valueLength);

    /// <summary>Reads a token; false at the end of the document.</summary>
    /// <exception cref="JsonException">What follows is not JSON.</exception>
    public bool Read()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), _isLast, _state);
            var isRead = reader.Read();
            _state = reader.CurrentState;
            if (isRead)
            {
                Keep(ref reader);
                return true;
            }

            _start += (int)reader.BytesConsumed;
            if (_isLast)
            {
                return false;
            }

            Fill();
        }
    }

    /// <summary>Whether the token, a text or the name of a field, is this one.</summary>
    public bool Is(ReadOnlySpan<byte> text) =>
        _unescaped is null ? Value.SequenceEqual(text) : Encoding.UTF8.GetBytes(_unescaped).AsSpan().SequenceEqual(text);

    /// <summary>The token as text, as it stands in the file but for escapes.</summary>
    public string Text() => _unescaped ?? Encoding.UTF8.GetString(Value);

    /// <summary>The token, a number, as a whole one.</summary>
    public bool TryWhole(out long value) => Utf8Parser.TryParse(Value, out value, out var used) && used == _valueLength;

    /// <summary>The token, a number, as one of 64 bits; infinite where it is too large.</summary>
    public bool TryNumber(out double value) => Utf8Parser.TryParse(Value, out value, out var used) && used == _valueLength;

    private void Keep(ref Utf8JsonReader reader)
    {
        Type = reader.TokenType;
        var isQuoted = Type is JsonTokenType.String or JsonTokenType.PropertyName;
        _valueStart = _start + (int)reader.TokenStartIndex + (isQuoted ? 1 : 0);
        _valueLength = reader.ValueSpan.Length;
        _start += (int)reader.BytesConsumed;
        try
        {
            _unescaped = isQuoted && reader.ValueIsEscaped ? reader.GetString() : null;
        }
        catch (InvalidOperationException error) // half of a surrogate pair
        {
            throw new JsonException("a text whose escapes are no characters", error);
        }
    }

    // What is not yet used moves to the front, so that a token that the end of the buffer cut is whole at the next try.
    private void Fill()
    {
        var rest = _end - _start;
        if (rest >= LargestToken)
        {
            throw new JsonException("one value is longer than 64 MiB");
        }

        var target = rest == _buffer.Length ? new byte[2 * rest] : _buffer;
        _buffer.AsSpan(_start, rest).CopyTo(target);
        (_buffer, _start, _end) = (target, 0, rest);
        var read = stream.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _isLast = read == 0;
    }
}

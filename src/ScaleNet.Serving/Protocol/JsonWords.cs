using System.Text;
using System.Text.Json;

namespace ScaleNet.Serving.Protocol;

/// <summary>What stands in a JSON text, in a few words for a message.</summary>
internal static class JsonWords
{
    private const int Longest = 32;

    /// <summary>What the reader is at.</summary>
    public static string Of(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan[..Math.Min(Longest, reader.ValueSpan.Length)]),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "null",
    };
}

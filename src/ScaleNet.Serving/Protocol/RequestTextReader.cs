using System.Text.Json;
using ScaleNet.Serving.Http;

namespace ScaleNet.Serving.Protocol;

/// <summary>Reads the JSON of an inference request. What it does not know it passes over, as the protocol's extensions want.</summary>
internal static class RequestTextReader
{
    /// <summary>Reads it.</summary>
    /// <param name="json">UTF-8.</param>
    /// <exception cref="RequestProblem">It is not JSON, or not a request.</exception>
    public static RequestText Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            var request = new RequestText();
            reader.Read();
            ReadObject(ref reader, "the request", request, ReadProperty);
            reader.Read(); // more than white space behind the end is an error
            return request;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The latter for text that is no Unicode.
            throw RequestProblem.Bad($"the request is not valid JSON ({problem.Message.ReplaceLineEndings(" ")})", problem);
        }
    }

    private delegate void PropertyReader<T>(ref Utf8JsonReader reader, string name, T target);

    private static void ReadProperty(ref Utf8JsonReader reader, string name, RequestText request)
    {
        switch (name)
        {
            case "id":
                request.Id = Text(ref reader, "id");
                break;
            case "parameters":
                ReadObject(ref reader, "parameters", request, ReadParameter);
                break;
            case "inputs":
                request.Inputs = List(ref reader, "inputs", ReadInput);
                break;
            case "outputs":
                request.Outputs = List(ref reader, "outputs", ReadOutput);
                break;
            default:
                reader.Skip();
                break;
        }
    }

    private static void ReadParameter(ref Utf8JsonReader reader, string name, RequestText request)
    {
        if (name == "binary_data_output")
        {
            request.IsOutputBinary = Truth(ref reader, "parameters.binary_data_output");
        }
        else
        {
            reader.Skip();
        }
    }

    private static InputText ReadInput(ref Utf8JsonReader reader, string where)
    {
        var input = new InputText();
        ReadObject(ref reader, where, input, (ref Utf8JsonReader inner, string name, InputText target) =>
        {
            switch (name)
            {
                case "name":
                    target.Name = Text(ref inner, $"{where}.name");
                    break;
                case "datatype":
                    target.Datatype = Text(ref inner, $"{where}.datatype");
                    break;
                case "shape":
                    target.Shape = List(ref inner, $"{where}.shape", Length);
                    break;
                case "data":
                    var start = (int)inner.TokenStartIndex;
                    inner.Skip();
                    target.Data = (start, (int)inner.BytesConsumed);
                    break;
                case "parameters":
                    ReadObject(ref inner, $"{where}.parameters", target, ReadInputParameter);
                    break;
                default:
                    inner.Skip();
                    break;
            }
        });
        return input;
    }

    private static void ReadInputParameter(ref Utf8JsonReader reader, string name, InputText input)
    {
        if (name == "binary_data_size")
        {
            input.BinarySize = Length(ref reader, "binary_data_size");
        }
        else
        {
            reader.Skip();
        }
    }

    private static RequestedOutput ReadOutput(ref Utf8JsonReader reader, string where)
    {
        var output = new OutputText();
        ReadObject(ref reader, where, output, (ref Utf8JsonReader inner, string name, OutputText target) =>
        {
            switch (name)
            {
                case "name":
                    target.Name = Text(ref inner, $"{where}.name");
                    break;
                case "parameters":
                    ReadObject(ref inner, $"{where}.parameters", target, ReadOutputParameter);
                    break;
                default:
                    inner.Skip();
                    break;
            }
        });
        return new RequestedOutput(output.Name ?? throw RequestProblem.Bad($"{where}: has no name"), output.IsBinary);
    }

    private static void ReadOutputParameter(ref Utf8JsonReader reader, string name, OutputText output)
    {
        if (name == "binary_data")
        {
            output.IsBinary = Truth(ref reader, "binary_data");
        }
        else
        {
            reader.Skip();
        }
    }

    private static void ReadObject<T>(ref Utf8JsonReader reader, string where, T target, PropertyReader<T> readProperty)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Wrong(ref reader, where, "an object");
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (reader.TokenType != JsonTokenType.Null) // as if it were left out: clients write fields that they do not use so
            {
                readProperty(ref reader, name, target);
            }
        }
    }

    private delegate T ItemReader<T>(ref Utf8JsonReader reader, string where);

    private static List<T> List<T>(ref Utf8JsonReader reader, string where, ItemReader<T> readItem)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Wrong(ref reader, where, "an array");
        }

        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(readItem(ref reader, FormattableString.Invariant($"{where}[{items.Count}]")));
        }

        return items;
    }

    private static string Text(ref Utf8JsonReader reader, string where) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw Wrong(ref reader, where, "a text");

    private static bool Truth(ref Utf8JsonReader reader, string where) =>
        reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : throw Wrong(ref reader, where, "true or false");

    private static long Length(ref Utf8JsonReader reader, string where) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var value) && value >= 0
            ? value
            : throw Wrong(ref reader, where, "a whole number from 0 up");

    private static RequestProblem Wrong(ref Utf8JsonReader reader, string where, string expected) =>
        RequestProblem.Bad($"{where}: got {JsonWords.Of(ref reader)}, expected {expected}");

    private sealed record OutputText
    {
        public string? Name { get; set; }

        public bool? IsBinary { get; set; }
    }
}

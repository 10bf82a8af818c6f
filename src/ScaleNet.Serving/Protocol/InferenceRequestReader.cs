using System.Text.Unicode;
using ScaleNet.Deployment.Inference;
using ScaleNet.Serving.Http;

namespace ScaleNet.Serving.Protocol;

/// <summary>Reads an inference request of the Open Inference Protocol and compares it with a model.</summary>
/// <remarks>
/// Source: the protocol's text and its extension for binary tensors: JSON, and behind it the bytes of those inputs that say so, in
/// their order. Beyond the text: half precision may also stand in JSON, and values that are no numbers are refused.
/// </remarks>
internal static class InferenceRequestReader
{
    /// <summary>Reads a request.</summary>
    /// <param name="body">The body; tensors of bytes stay in it where they are, and it is theirs then.</param>
    /// <param name="jsonLength">Bytes of its JSON; null where it is nothing but JSON.</param>
    /// <param name="inputs">What the model takes.</param>
    /// <param name="outputs">What the model gives.</param>
    /// <exception cref="RequestProblem">It is not such a request, or does not fit the model.</exception>
    public static InferenceRequest Read(
        ReadOnlyMemory<byte> body, int? jsonLength, IReadOnlyList<TensorPort> inputs, IReadOnlyList<TensorPort> outputs)
    {
        var json = body.Span[..(jsonLength ?? body.Length)];
        if (!Utf8.IsValid(json))
        {
            throw RequestProblem.Bad("the request is not valid JSON (it is not UTF-8)");
        }

        var text = RequestTextReader.Read(json);
        var binary = body[json.Length..];
        return new InferenceRequest(text.Id, Inputs(text, json, binary, jsonLength is not null, inputs), Outputs(text, outputs));
    }

    private static HostTensor[] Inputs(
        RequestText text, ReadOnlySpan<byte> json, ReadOnlyMemory<byte> binary, bool mayBeBinary, IReadOnlyList<TensorPort> ports)
    {
        var tensors = new Dictionary<string, HostTensor>(StringComparer.Ordinal);
        var at = 0;
        foreach (var input in text.Inputs ?? throw RequestProblem.Bad("inputs: missing, expected an array of tensors"))
        {
            var port = PortOf(input, ports);
            var where = $"input '{port.Name}'";
            if (input.BinarySize is not null && !mayBeBinary)
            {
                throw RequestProblem.Bad($"{where}: its bytes are to stand behind the JSON, but the header {Headers.JsonLength} is missing");
            }

            var (count, size) = Count(input, port);
            var data = (input.Data, input.BinarySize) switch
            {
                ((int start, int end), null) => JsonElements.Read(json[start..end], port.Element, count, where),
                (null, long given) when given == size && size <= binary.Length - at => BinaryElements.Read(binary.Slice(at, (int)size), port.Element, where),
                (null, long given) when given == size => throw RequestProblem.Bad(FormattableString.Invariant(
                    $"{where}: got {binary.Length - at} bytes behind the JSON, expected {size}")),
                (null, long given) => throw RequestProblem.Bad(FormattableString.Invariant(
                    $"{where}: binary_data_size is {given}, expected the {size} bytes of its shape")),
                (null, null) => throw RequestProblem.Bad($"{where}: has no data"),
                _ => throw RequestProblem.Bad($"{where}: has data and binary_data_size, expected one of them"),
            };
            at += input.BinarySize is null ? 0 : data.Length;
            if (!tensors.TryAdd(port.Name, new HostTensor(port.Name, port.Element, [.. input.Shape!], data)))
            {
                throw RequestProblem.Bad($"{where}: given twice");
            }
        }

        if (at != binary.Length)
        {
            throw RequestProblem.Bad(FormattableString.Invariant($"got {binary.Length} bytes behind the JSON, expected the {at} of the inputs"));
        }

        return [.. ports.Select(port => tensors.GetValueOrDefault(port.Name) ?? throw RequestProblem.Bad($"input '{port.Name}': missing"))];
    }

    private static TensorPort PortOf(InputText input, IReadOnlyList<TensorPort> ports) =>
        ports.FirstOrDefault(port => port.Name == (input.Name ?? throw RequestProblem.Bad("an input has no name")))
        ?? throw RequestProblem.Bad($"input '{input.Name}': the model takes {Names(ports)}");

    private static (int Count, long Size) Count(InputText input, TensorPort port)
    {
        var where = $"input '{port.Name}'";
        var datatype = input.Datatype ?? throw RequestProblem.Bad($"{where}: has no datatype");
        if (datatype != Datatypes.NameOf(port.Element))
        {
            throw RequestProblem.Bad($"{where}: got the datatype {datatype}, expected {Datatypes.NameOf(port.Element)}");
        }

        var shape = input.Shape ?? throw RequestProblem.Bad($"{where}: has no shape");
        if (!port.Takes(shape))
        {
            throw RequestProblem.Bad(
                $"{where}: got the shape [{string.Join(", ", shape)}], expected [{string.Join(", ", port.Shape)}] (-1: any from 1 up)");
        }

        var size = shape.Aggregate((Int128)port.Element.Size(), (product, length) => product * length <= Array.MaxLength ? product * length : int.MaxValue);
        return size <= Array.MaxLength
            ? ((int)(size / port.Element.Size()), (long)size)
            : throw RequestProblem.Bad($"{where}: the shape [{string.Join(", ", shape)}] is too large");
    }

    private static (string Name, bool IsBinary)[] Outputs(RequestText text, IReadOnlyList<TensorPort> ports)
    {
        if (text.Outputs is not { Count: > 0 } wanted)
        {
            return [.. ports.Select(port => (port.Name, text.IsOutputBinary))];
        }

        var twice = wanted.GroupBy(output => output.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw RequestProblem.Bad($"output '{twice.Key}': asked for twice");
        }

        return [.. wanted.Select(output => ports.Any(port => port.Name == output.Name)
            ? (output.Name, output.IsBinary ?? text.IsOutputBinary)
            : throw RequestProblem.Bad($"output '{output.Name}': the model gives {Names(ports)}"))];
    }

    private static string Names(IReadOnlyList<TensorPort> ports) => string.Join(", ", ports.Select(port => $"'{port.Name}'"));
}

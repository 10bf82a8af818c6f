using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.Serving.Protocol;

/// <summary>An inference response of the Open Inference Protocol.</summary>
/// <param name="Json">The JSON.</param>
/// <param name="Binary">Tensors whose bytes follow it, in this order; empty where it is nothing but JSON.</param>
internal sealed record InferenceResponse(ReadOnlyMemory<byte> Json, IReadOnlyList<HostTensor> Binary)
{
    /// <summary>Writes a response.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="version">Its version.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="tensors">What came out, in the order in which it was asked for.</param>
    /// <exception cref="InferenceException">A value that is to stand in JSON is no number.</exception>
    public static InferenceResponse Of(string model, string version, InferenceRequest request, IReadOnlyList<HostTensor> tensors)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        var outputs = request.Outputs.Zip(tensors).ToArray();
        json.WriteStartObject();
        json.WriteString("model_name", model);
        json.WriteString("model_version", version);
        if (request.Id is not null)
        {
            json.WriteString("id", request.Id);
        }

        json.WriteStartArray("outputs");
        foreach (var ((_, isBinary), tensor) in outputs)
        {
            WriteOutput(json, tensor, isBinary);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return new InferenceResponse(buffer.WrittenMemory, [.. outputs.Where(output => output.First.IsBinary).Select(output => output.Second)]);
    }

    private static void WriteOutput(Utf8JsonWriter json, HostTensor tensor, bool isBinary)
    {
        json.WriteStartObject();
        json.WriteString("name", tensor.Name);
        json.WriteString("datatype", Datatypes.NameOf(tensor.Element));
        json.WriteStartArray("shape");
        foreach (var length in tensor.Shape)
        {
            json.WriteNumberValue(length);
        }

        json.WriteEndArray();
        if (isBinary)
        {
            json.WriteStartObject("parameters");
            json.WriteNumber("binary_data_size", tensor.Data.Length);
            json.WriteEndObject();
        }
        else
        {
            json.WriteStartArray("data");
            WriteElements(json, tensor);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteElements(Utf8JsonWriter json, HostTensor tensor)
    {
        switch (tensor.Element)
        {
            case TensorElement.Bool:
                Write<bool>(tensor, json.WriteBooleanValue);
                break;
            case TensorElement.UInt8:
                Write<byte>(tensor, value => json.WriteNumberValue((uint)value));
                break;
            case TensorElement.UInt16:
                Write<ushort>(tensor, value => json.WriteNumberValue((uint)value));
                break;
            case TensorElement.UInt32:
                Write<uint>(tensor, json.WriteNumberValue);
                break;
            case TensorElement.UInt64:
                Write<ulong>(tensor, json.WriteNumberValue);
                break;
            case TensorElement.Int8:
                Write<sbyte>(tensor, value => json.WriteNumberValue((int)value));
                break;
            case TensorElement.Int16:
                Write<short>(tensor, value => json.WriteNumberValue((int)value));
                break;
            case TensorElement.Int32:
                Write<int>(tensor, json.WriteNumberValue);
                break;
            case TensorElement.Int64:
                Write<long>(tensor, json.WriteNumberValue);
                break;
            case TensorElement.Float16:
                Write<Half>(tensor, value => json.WriteNumberValue(Finite(tensor, (float)value)));
                break;
            case TensorElement.Float32:
                Write<float>(tensor, value => json.WriteNumberValue(Finite(tensor, value)));
                break;
            case TensorElement.Float64:
                Write<double>(tensor, value => json.WriteNumberValue(Finite(tensor, value)));
                break;
            default:
                throw new InvalidOperationException($"{tensor.Element}: has no form in JSON.");
        }
    }

    private static void Write<T>(HostTensor tensor, Action<T> write)
        where T : unmanaged
    {
        foreach (var value in MemoryMarshal.Cast<byte, T>(tensor.Data.Span))
        {
            write(value);
        }
    }

    private static T Finite<T>(HostTensor tensor, T value)
        where T : struct, System.Numerics.IFloatingPointIeee754<T> => T.IsFinite(value)
        ? value
        : throw new InferenceException(
            $"output '{tensor.Name}': the model gives {value}, which JSON cannot hold. Ask for binary data, or use other weights.");
}

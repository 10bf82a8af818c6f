using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using ScaleNet.Deployment.Export;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.Deployment.Quantization;

/// <summary>Stores the weights of a model in 16 bits; it computes in float32 with what they were rounded to.</summary>
/// <remarks>
/// The tensors of convolutions and linear layers become half as long, with a Cast behind each, which ONNX Runtime does once when
/// it opens the model. Biases and settings, a thousandth of a model, stay as they are.
/// </remarks>
public static class HalfWeights
{
    private const int RoundingBits = 16; // of float32 that bfloat16 has no place for

    private static readonly string[] Readers = ["Conv", "Gemm", "MatMul"];

    /// <summary>Converts a model file.</summary>
    /// <param name="path">The float32 model.</param>
    /// <param name="output">Where the result goes.</param>
    /// <param name="type">What the weights become.</param>
    /// <param name="overwrite">Whether files that are there already are replaced.</param>
    /// <exception cref="QuantizationException">It is no float32 model with weights, or one is too large for the type.</exception>
    /// <exception cref="InferenceException">It cannot be read.</exception>
    /// <exception cref="ExportException">The output cannot be written.</exception>
    public static ModelSizes Convert(string path, string output, HalfType type, bool overwrite = false)
    {
        ModelFile.RequireFree(output, overwrite);
        ModelFile.RequireOther(output, path);
        var file = ModelFile.Write(Convert(FloatModel.Read(path), type), output, ExportOptions.LargestSingleFile, overwrite);
        return new ModelSizes(ModelFile.BytesOf(path), file.Bytes + file.DataBytes);
    }

    /// <summary>Converts a model in memory.</summary>
    internal static ModelProto Convert(FloatModel model, HalfType type)
    {
        var result = model.Proto.Clone();
        var weights = model.Nodes.Where(node => Readers.Contains(node.OpType)).SelectMany(node => node.Input.Skip(1))
            .Where(name => model.FloatConstant(name) is { Dims.Count: > 1 }).ToHashSet(StringComparer.Ordinal);
        if (weights.Count == 0)
        {
            throw new QuantizationException($"{model.Source}: holds no weights of convolutions or linear layers. Give another model.");
        }

        var casts = new List<NodeProto>();
        foreach (var tensor in result.Graph.Initializer.Where(tensor => weights.Contains(tensor.Name)))
        {
            var stored = $"{tensor.Name}/{type.ToString().ToLowerInvariant()}";
            casts.Add(new NodeProto
            {
                OpType = "Cast",
                Name = $"{tensor.Name}/cast",
                Input = { stored },
                Output = { tensor.Name },
                Attribute = { OnnxGraph.Integer("to", (long)TensorProto.Types.DataType.Float) },
            });
            Round(tensor, stored, type, model.Source);
        }

        var nodes = casts.Concat(result.Graph.Node).ToList();
        result.Graph.Node.Clear();
        result.Graph.Node.AddRange(nodes);
        result.MetadataProps.Add(new StringStringEntryProto
        {
            Key = MetadataKeys.Quantization,
            Value = $$"""{"weights":"{{type.ToString().ToLowerInvariant()}}","activations":"float32"}""",
        });
        return result;
    }

    /// <summary>The bits of the nearest number of 16 bits, half to even.</summary>
    internal static ushort Bits(float value, HalfType type)
    {
        if (type == HalfType.Float16)
        {
            return BitConverter.HalfToUInt16Bits((Half)value);
        }

        var bits = BitConverter.SingleToUInt32Bits(value);
        var isOdd = (bits >> RoundingBits) & 1;
        return (ushort)((bits + (1u << (RoundingBits - 1)) - 1 + isOdd) >> RoundingBits);
    }

    private static void Round(TensorProto tensor, string name, HalfType type, string source)
    {
        var values = FloatModel.Floats(tensor);
        var halves = new ushort[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            halves[i] = Bits(values[i], type);
            if (!float.IsFinite(values[i]) || !IsFinite(halves[i], type))
            {
                throw new QuantizationException(FormattableString.Invariant(
                    $"{source}: '{tensor.Name}' holds {values[i]}, which {type.ToString().ToLowerInvariant()} cannot hold. Take bfloat16 or other weights."));
            }
        }

        tensor.Name = name;
        tensor.DataType = (int)(type == HalfType.Float16 ? TensorProto.Types.DataType.Float16 : TensorProto.Types.DataType.Bfloat16);
        tensor.FloatData.Clear();
        tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<ushort>(halves));
    }

    private static bool IsFinite(ushort bits, HalfType type) => type == HalfType.Float16
        ? Half.IsFinite(BitConverter.UInt16BitsToHalf(bits))
        : float.IsFinite(BitConverter.UInt32BitsToSingle((uint)bits << RoundingBits));
}

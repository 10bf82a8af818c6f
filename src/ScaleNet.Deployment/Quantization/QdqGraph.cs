using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;
using ScaleNet.Deployment.Export;

namespace ScaleNet.Deployment.Quantization;

/// <summary>Adds operators in the QDQ format to a graph: integers are written as a QuantizeLinear and a DequantizeLinear after it.</summary>
/// <remarks>A runtime that knows the format computes what lies between the pairs with integers; any other computes the same in float32.</remarks>
internal sealed class QdqGraph(FloatModel model, ActivationType activations, bool reduceWeights)
{
    private readonly HashSet<string> _constants = [];
    private readonly HashSet<string> _names = [];

    /// <summary>What was added so far.</summary>
    public GraphProto Proto { get; } = new() { Name = model.Proto.Graph.Name };

    /// <summary>Makes integers of a value, and numbers of these.</summary>
    /// <param name="value">A float32 value.</param>
    /// <param name="quantization">Its scale and zero point.</param>
    /// <param name="group">A name for these, the same for all values that share them.</param>
    /// <param name="result">What the numbers are called.</param>
    public string AddPair(string value, AffineQuantization quantization, string group, string result)
    {
        var (scale, zeroPoint) = ($"{group}/scale", $"{group}/zero_point");
        if (_constants.Add(group))
        {
            Add(scale, TensorProto.Types.DataType.Float, [], [quantization.Scale]);
            var type = activations == ActivationType.UnsignedBytes ? TensorProto.Types.DataType.Uint8 : TensorProto.Types.DataType.Int8;
            Add(zeroPoint, type, [], [(byte)quantization.ZeroPoint]);
        }

        var integers = $"{result}/integers";
        Add("QuantizeLinear", integers, [value, scale, zeroPoint]);
        return Add("DequantizeLinear", result, [integers, scale, zeroPoint]);
    }

    /// <summary>Adds an operator with other inputs and another output.</summary>
    public void AddCopy(NodeProto node, IEnumerable<string> inputs, string output)
    {
        var copy = node.Clone();
        copy.Input.Clear();
        copy.Input.AddRange(inputs);
        copy.Output[0] = output;
        copy.Name = _names.Add(node.Name) ? node.Name : output; // an operator may be there twice, its name not
        Proto.Node.Add(copy);
    }

    /// <summary>Adds a convolution or linear layer with weights of 8 bits.</summary>
    /// <param name="node">The operator.</param>
    /// <param name="input">Its map, as numbers that stand for integers.</param>
    /// <param name="inputScale">The scale of these.</param>
    /// <param name="output">What its value is called.</param>
    /// <exception cref="QuantizationException">A weight is not finite.</exception>
    public void AddWeighted(NodeProto node, string input, float inputScale, string output)
    {
        var weight = model.FloatConstant(node.Input[1])!;
        var bias = node.Input.Count > 2 && node.Input[2].Length > 0 ? Floats(node.Input[2]) : [];
        var weights = ChannelWeights.Of(
            Floats(node.Input[1]), (int)weight.Dims[0], bias, inputScale, reduceWeights ? ChannelWeights.MostReduced : ChannelWeights.Most);
        var channels = (int)weight.Dims[0];
        List<string> inputs =
        [
            input,
            AddIntegers($"{node.Output[0]}/weight", TensorProto.Types.DataType.Int8, weight.Dims, weights.Values, weights.Scales, new sbyte[channels]),
        ];
        if (bias.Length > 0)
        {
            inputs.Add(AddIntegers(
                $"{node.Output[0]}/bias", TensorProto.Types.DataType.Int32, [channels],
                weights.QuantizeBias(bias, inputScale), weights.BiasScales(inputScale), new int[channels]));
        }

        AddCopy(node, inputs, output);
    }

    private string AddIntegers<T>(
        string name, TensorProto.Types.DataType type, IEnumerable<long> shape, T[] values, float[] scales, T[] zeroPoints)
        where T : unmanaged
    {
        Add($"{name}/integers", type, shape, values);
        Add($"{name}/scale", TensorProto.Types.DataType.Float, [scales.Length], scales);
        Add($"{name}/zero_point", type, [scales.Length], zeroPoints);
        return Add(
            "DequantizeLinear", name, [$"{name}/integers", $"{name}/scale", $"{name}/zero_point"], OnnxGraph.Integer("axis", 0));
    }

    private float[] Floats(string constant)
    {
        var values = FloatModel.Floats(model.FloatConstant(constant)!);
        return values.All(float.IsFinite)
            ? values
            : throw new QuantizationException($"{model.Source}: '{constant}' holds a value that is not finite. Give other weights.");
    }

    private string Add(string type, string output, IEnumerable<string> inputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = type, Name = output, Input = { inputs }, Output = { output } };
        foreach (var attribute in attributes)
        {
            node.Attribute.Add(attribute);
        }

        Proto.Node.Add(node);
        return output;
    }

    private void Add<T>(string name, TensorProto.Types.DataType type, IEnumerable<long> shape, T[] values)
        where T : unmanaged
    {
        var bytes = ByteString.CopyFrom(MemoryMarshal.AsBytes<T>(values));
        Proto.Initializer.Add(new TensorProto { Name = name, DataType = (int)type, Dims = { shape }, RawData = bytes });
    }
}

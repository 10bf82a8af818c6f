using System.Globalization;
using Onnx;

namespace ScaleNet.Deployment.Export;

/// <summary>Arithmetic as ONNX operators, written like a formula; every value gets a name below a common one.</summary>
/// <remarks>Each method adds an operator or a constant and returns the name of its value. Axes below 0 count from the last.</remarks>
internal sealed class OnnxFormula(OnnxGraph graph, string scope)
{
    private int _count;

    /// <summary>An operator with one output and no attributes.</summary>
    public string Apply(string type, params IEnumerable<string> inputs) => ApplyWith(type, inputs);

    /// <summary>An operator with one output.</summary>
    public string ApplyWith(string type, IEnumerable<string> inputs, params ReadOnlySpan<AttributeProto> attributes) =>
        graph.Add(type, Name(type), inputs, attributes);

    /// <summary>a + b.</summary>
    public string Add(string a, string b) => Apply("Add", a, b);

    /// <summary>a - b.</summary>
    public string Sub(string a, string b) => Apply("Sub", a, b);

    /// <summary>a b.</summary>
    public string Mul(string a, string b) => Apply("Mul", a, b);

    /// <summary>a / b; of integers, cut towards 0.</summary>
    public string Div(string a, string b) => Apply("Div", a, b);

    /// <summary>In single precision.</summary>
    public string ToFloat(string value) => Cast(value, TensorProto.Types.DataType.Float);

    /// <summary>In double precision.</summary>
    public string ToDouble(string value) => Cast(value, TensorProto.Types.DataType.Double);

    /// <summary>As int64, cut towards 0.</summary>
    public string ToInteger(string value) => Cast(value, TensorProto.Types.DataType.Int64);

    /// <summary>The lengths of some axes, int64.</summary>
    public string Shape(string value, int first, int end) =>
        Slice(Apply("Shape", value), 0, first, end); // the operator's own range is not in opset 13

    /// <summary>A part of an axis.</summary>
    public string Slice(string value, int axis, long first, long end) =>
        Apply("Slice", value, Integers(first), Integers(end), Integers(axis));

    /// <summary>Rows by their indices.</summary>
    public string Gather(string value, string indices) => ApplyWith("Gather", [value, indices], OnnxGraph.Integer("axis", 0));

    /// <summary>Values one after the other.</summary>
    public string Concat(int axis, params IEnumerable<string> values) => ApplyWith("Concat", values, OnnxGraph.Integer("axis", axis));

    /// <summary>The same numbers in another shape; one length may be -1.</summary>
    public string Reshape(string value, params ReadOnlySpan<long> shape) => Apply("Reshape", value, Integers(shape));

    /// <summary>The axes in another order.</summary>
    public string Transpose(string value, params long[] axes) => ApplyWith("Transpose", [value], OnnxGraph.Integers("perm", axes));

    /// <summary>More axes, of length 1.</summary>
    public string Unsqueeze(string value, params ReadOnlySpan<long> axes) => Apply("Unsqueeze", value, Integers(axes));

    /// <summary>Fewer axes, which had length 1.</summary>
    public string Squeeze(string value, long axis) => Apply("Squeeze", value, Integers(axis));

    /// <summary>The largest or smallest numbers of a list in order, and their indices; of equal ones the first comes first.</summary>
    /// <param name="values">[n].</param>
    /// <param name="count">[1], int64.</param>
    /// <param name="isLargest">Falling, else rising.</param>
    public (string Values, string Indices) TopK(string values, string count, bool isLargest)
    {
        var name = Name("TopK");
        var indices = $"{name}.indices";
        graph.AddMany(
            "TopK",
            [name, indices],
            [values, count],
            OnnxGraph.Integer("axis", 0),
            OnnxGraph.Integer("largest", isLargest ? 1 : 0),
            OnnxGraph.Integer("sorted", 1));
        return (name, indices);
    }

    /// <summary>A single-precision number, without axes.</summary>
    public string Number(float value) => graph.AddConstant(Name("number"), [value], []);

    /// <summary>A double-precision number, without axes.</summary>
    public string Double(double value) => graph.AddDouble(Name("double"), value);

    /// <summary>Single-precision numbers; of this shape, or a list.</summary>
    public string Numbers(ReadOnlySpan<float> values, params long[] shape) =>
        graph.AddConstant(Name("numbers"), values, shape.Length > 0 ? shape : [values.Length]);

    /// <summary>A list of integers, int64.</summary>
    public string Integers(params ReadOnlySpan<long> values) => graph.AddConstant(Name("integers"), values);

    /// <summary>An integer without axes, int64.</summary>
    public string Integer(long value) => graph.AddInteger(Name("integer"), value);

    private string Cast(string value, TensorProto.Types.DataType type) => ApplyWith("Cast", [value], OnnxGraph.Integer("to", (long)type));

    private string Name(string type) => string.Create(CultureInfo.InvariantCulture, $"{scope}/{type}.{_count++}");
}

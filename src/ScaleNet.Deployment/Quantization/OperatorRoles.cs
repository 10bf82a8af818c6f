using Onnx;

namespace ScaleNet.Deployment.Quantization;

/// <summary>Which operators can compute with integers: those for which ONNX Runtime has such kernels.</summary>
/// <remarks>Source: onnxruntime.ai/docs/performance/model-optimizations/quantization.html, the QDQ format.</remarks>
internal static class OperatorRoles
{
    public const string Conv = "Conv";
    public const string Gemm = "Gemm";
    public const string Relu = "Relu";
    public const string Concat = "Concat";

    private const int ConvRank = 4;

    private static readonly string[] OfTwo = ["Add", "Mul"];
    private static readonly string[] OfOne = ["Sigmoid", "AveragePool", "GlobalAveragePool"];
    private static readonly string[] Carriers = ["MaxPool", "Resize", "Slice", "Gather", "Flatten", "Identity"];
    private static readonly string[] KeepSign = ["AveragePool", "GlobalAveragePool", "MaxPool", "Resize", "Slice", "Gather", "Flatten", "Identity"];

    /// <summary>The role that an operator can have.</summary>
    public static OperatorRole Of(NodeProto node, FloatModel model) => node switch
    {
        { Domain: not ("" or "ai.onnx") } => OperatorRole.Float,
        { Output.Count: not 1 } => OperatorRole.Float,
        { OpType: Conv } when IsConvolution(node, model) => OperatorRole.Weighted,
        { OpType: Gemm } when IsLinear(node, model) => OperatorRole.Weighted,
        { OpType: var type } when OfTwo.Contains(type) && !node.Input.Any(model.IsConstant) => OperatorRole.Arithmetic,
        { OpType: var type } when OfOne.Contains(type) => OperatorRole.Arithmetic,
        { OpType: Concat } when !node.Input.Any(model.IsConstant) => OperatorRole.Carrier,
        { OpType: var type } when Carriers.Contains(type) && IsCarrier(node, model) => OperatorRole.Carrier,
        _ => OperatorRole.Float,
    };

    /// <summary>The inputs of an operator that are maps, not weights or settings.</summary>
    public static IEnumerable<string> Maps(NodeProto node, OperatorRole role) =>
        node.OpType == Concat || OfTwo.Contains(node.OpType) || role is OperatorRole.Float
            ? node.Input.Where(name => name.Length > 0).Distinct()
            : node.Input.Take(1);

    /// <summary>Whether a value can never be negative, whatever the image.</summary>
    public static bool IsNonNegative(string value, FloatModel model) => model.Producer(value) switch
    {
        null => false,
        { OpType: Relu or "Sigmoid" } => true,
        { OpType: Concat or "Add" or "Mul" } node => node.Input.All(input => IsNonNegative(input, model)),
        { OpType: var type } node when KeepSign.Contains(type) => IsNonNegative(node.Input[0], model),
        _ => false,
    };

    private static bool IsConvolution(NodeProto node, FloatModel model) =>
        model.FloatConstant(node.Input[1]) is { Dims.Count: ConvRank } && HasPlainBias(node, model);

    private static bool IsLinear(NodeProto node, FloatModel model) =>
        model.FloatConstant(node.Input[1]) is { Dims.Count: 2 } && HasPlainBias(node, model)
        && Integer(node, "transB") == 1 && Integer(node, "transA") == 0 && IsOne(node, "alpha") && IsOne(node, "beta");

    private static bool HasPlainBias(NodeProto node, FloatModel model) =>
        node.Input.Count == 2 || node.Input[2].Length == 0 || model.FloatConstant(node.Input[2]) is { Dims.Count: 1 };

    private static bool IsCarrier(NodeProto node, FloatModel model) =>
        !model.IsConstant(node.Input[0]) && node.Input.Skip(1).All(name => name.Length == 0 || model.IsConstant(name))
        && (node.OpType != "Resize" || IsInterpolation(node));

    // Cubic interpolation overshoots, and with extrapolation a value from nowhere comes in.
    private static bool IsInterpolation(NodeProto node) =>
        Text(node, "mode") is null or "nearest" or "linear" && Text(node, "coordinate_transformation_mode") != "tf_crop_and_resize";

    private static long Integer(NodeProto node, string attribute) =>
        node.Attribute.FirstOrDefault(candidate => candidate.Name == attribute)?.I ?? 0;

    private static bool IsOne(NodeProto node, string attribute) =>
        (node.Attribute.FirstOrDefault(candidate => candidate.Name == attribute)?.F ?? 1) == 1;

    private static string? Text(NodeProto node, string attribute) =>
        node.Attribute.FirstOrDefault(candidate => candidate.Name == attribute)?.S.ToStringUtf8();
}

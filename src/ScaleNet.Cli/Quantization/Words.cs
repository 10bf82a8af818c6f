using ScaleNet.Deployment.Quantization;

namespace ScaleNet.Cli.Quantization;

/// <summary>What the command line, the text and the JSON call the choices of a quantisation.</summary>
internal static class Words
{
    public static string Of(ActivationType type) => type == ActivationType.UnsignedBytes ? "uint8" : "int8";

    public static string Of(HalfType type) => type == HalfType.Float16 ? "float16" : "bfloat16";

    public static string Of(CalibrationMethod method) => method switch
    {
        CalibrationMethod.MinMax => "minmax",
        CalibrationMethod.Percentile => "percentile",
        _ => "entropy",
    };

    public static string WeightsOf(QuantizationOptions options) => options.ReduceWeights ? "int8 of 7 bits" : "int8";

    /// <summary>Why an operator computes as it does.</summary>
    public static string Of(OperatorState state) => state switch
    {
        OperatorState.NotQuantizable => "no integers for such operators",
        OperatorState.BetweenFloats => "hands on what is float32",
        OperatorState.Excluded => "excluded",
        OperatorState.TooNoisy => "own error too large (--least-snr)",
        OperatorState.Restored => "restored to keep the accuracy",
        OperatorState.Carried => "hands integers on",
        _ => "integers",
    };
}

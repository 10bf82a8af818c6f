using ScaleNet.Cli.Steps;
using ScaleNet.Deployment.Inference;
using ScaleNet.Deployment.Quantization;

namespace ScaleNet.Cli.Quantization;

/// <summary>What became of a model, as one document for programs.</summary>
internal static class QuantiseJson
{
    /// <summary>Of a model of integers.</summary>
    public static object Of(string model, string path, QuantizationReport report) => new
    {
        Tool = ToolVersion.Text,
        Engine = OnnxClassifier.RuntimeVersion,
        Model = model,
        Path = path,
        report.FloatBytes,
        report.Bytes,
        Weights = report.Options.ReduceWeights ? "int7" : "int8",
        Activations = Words.Of(report.Options.Activations),
        Method = Words.Of(report.Options.Method),
        Percentile = report.Options.Method == CalibrationMethod.Percentile ? report.Options.Percentile : (double?)null,
        report.CalibrationImages,
        Agreement = report.Agreement,
        report.EngineOperators,
        Operators = report.Operators,
    };

    /// <summary>Of a model of shorter weights.</summary>
    public static object Of(string model, string path, HalfType type, ModelSizes sizes, ModelAgreement? agreement) => new
    {
        Tool = ToolVersion.Text,
        Engine = OnnxClassifier.RuntimeVersion,
        Model = model,
        Path = path,
        sizes.FloatBytes,
        sizes.Bytes,
        Weights = Words.Of(type),
        Activations = "float32",
        Agreement = agreement,
    };
}

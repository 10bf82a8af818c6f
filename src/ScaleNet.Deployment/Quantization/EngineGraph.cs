using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Onnx;
using ScaleNet.Deployment.Inference;

namespace ScaleNet.Deployment.Quantization;

/// <summary>What ONNX Runtime makes of a model on this machine before it runs it.</summary>
internal static class EngineGraph
{
    /// <summary>Convolutions in float32: ONNX's own, and with an activation inside.</summary>
    public static IReadOnlyList<string> FloatConvolutions { get; } = [OperatorRoles.Conv, "FusedConv"];

    /// <summary>The operators that are really run.</summary>
    /// <param name="model">All of a model; its tensors must be in it.</param>
    /// <param name="source">What to call it in errors.</param>
    /// <exception cref="InferenceException">It cannot be run.</exception>
    public static IReadOnlyList<NodeProto> Of(ModelProto model, string source)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using var settings = new SessionOptions
            {
                OptimizedModelFilePath = path,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, // it warns that the file is for this machine only
            };
            using (new InferenceSession(model.ToByteArray(), settings))
            {
                return ModelProto.Parser.ParseFrom(File.ReadAllBytes(path)).Graph.Node;
            }
        }
        catch (OnnxRuntimeException problem)
        {
            throw new InferenceException($"{source}: not a model that can be run ({ModelOpening.OneLine(problem)}). Export it again.", problem);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>How often each operator occurs, by its name.</summary>
    public static IReadOnlyDictionary<string, int> Count(IEnumerable<NodeProto> nodes) => new SortedDictionary<string, int>(
        nodes.CountBy(node => node.OpType).ToDictionary(pair => pair.Key, pair => pair.Value), StringComparer.Ordinal);
}

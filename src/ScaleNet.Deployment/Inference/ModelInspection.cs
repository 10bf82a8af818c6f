using Google.Protobuf;
using Onnx;

namespace ScaleNet.Deployment.Inference;

/// <summary>Looks at a model before the runtime does: what it would make the runtime read or call.</summary>
/// <param name="HasExternalTensors">Whether tensors are in other files, so that the runtime must know the model's folder.</param>
/// <param name="EndsWithSoftmax">Whether its outputs are probabilities already.</param>
/// <param name="Outline">What can be said of any model.</param>
internal sealed record ModelInspection(bool HasExternalTensors, bool EndsWithSoftmax, ModelOutline Outline)
{
    private const string Softmax = "Softmax";

    // The standard's own domains and the one that ONNX Runtime brings; no other is ever registered.
    private static readonly string[] KnownDomains = ["", "ai.onnx", "ai.onnx.ml", "com.microsoft"];

    /// <summary>Reads a model.</summary>
    /// <param name="model">The content of the file.</param>
    /// <param name="folder">Where tensors in other files may be; null where nothing outside is allowed.</param>
    /// <param name="source">What to call the model in errors.</param>
    /// <exception cref="InferenceException">It is no model, or one that must not be run.</exception>
    public static ModelInspection Of(byte[] model, string? folder, string source)
    {
        var proto = Parse(model, source);
        var graph = proto.Graph;
        if (graph is null || graph.Output.Count == 0)
        {
            throw NotAModel(source, "it has no outputs", cause: null);
        }

        RequireKnownDomains(proto, source);
        var bodies = new List<ModelBody> { new(graph) };
        bodies.AddRange(proto.Functions.Select(function => new ModelBody(function)));
        bodies.AddRange(proto.TrainingInfo.SelectMany(training => new[] { training.Initialization, training.Algorithm })
            .OfType<GraphProto>().Select(part => new ModelBody(part)));
        var tensors = bodies.SelectMany(body => body.Tensors());
        var last = graph.Node.LastOrDefault(node => node.Output.Contains(graph.Output[0].Name));
        return new ModelInspection(ExternalTensors.Check(tensors, folder, source), last?.OpType == Softmax, ModelOutline.Of(proto));
    }

    /// <summary>What is said of a file that cannot be a model.</summary>
    public static InferenceException Damaged(string source, Exception cause) =>
        NotAModel(source, "it is damaged, cut short or of another kind", cause);

    private static ModelProto Parse(byte[] model, string source)
    {
        try
        {
            return ModelProto.Parser.ParseFrom(model);
        }
        catch (InvalidProtocolBufferException problem)
        {
            throw Damaged(source, problem);
        }
    }

    private static InferenceException NotAModel(string source, string why, Exception? cause) =>
        new($"{source}: not an ONNX model ({why}). Give a file that an exporter wrote.", cause);

    private static void RequireKnownDomains(ModelProto model, string source)
    {
        var known = KnownDomains.Concat(model.Functions.Select(function => function.Domain)).ToHashSet(StringComparer.Ordinal);
        var bodies = model.Functions.Select(function => new ModelBody(function)).Prepend(new ModelBody(model.Graph));
        if (bodies.SelectMany(body => body.Nodes()).FirstOrDefault(node => !known.Contains(node.Domain)) is { } unknown)
        {
            throw new InferenceException(
                $"{source}: operator '{unknown.OpType}' is of the domain '{unknown.Domain}', expected ONNX's own operators. "
                + "Export the model without custom operators.");
        }
    }
}

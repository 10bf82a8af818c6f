using Onnx;

namespace ScaleNet.Deployment.Inference;

/// <summary>What can be said of any model, whoever made it.</summary>
/// <param name="Producer">The program that wrote it; empty where it does not say.</param>
/// <param name="Operators">How often each operator is used, the most used first.</param>
/// <param name="Parameters">Elements of all tensors that are stored in it.</param>
public sealed record ModelOutline(string Producer, IReadOnlyList<OperatorCount> Operators, long Parameters)
{
    /// <summary>Reads it; a model of nonsense gives an outline of nonsense.</summary>
    internal static ModelOutline Of(ModelProto proto)
    {
        var body = new ModelBody(proto.Graph);
        return new ModelOutline(
            proto.ProducerName,
            [
                .. body.Nodes().GroupBy(node => node.OpType, StringComparer.Ordinal)
                    .Select(group => new OperatorCount(group.Key, group.Count()))
                    .OrderByDescending(count => count.Count).ThenBy(count => count.Operator, StringComparer.Ordinal),
            ],
            // Not Sum, which throws where lengths that nobody has checked yet are too much.
            proto.Graph.Initializer.Aggregate(0L, (sum, tensor) => sum + tensor.Dims.Aggregate(1L, (product, length) => product * length)));
    }
}

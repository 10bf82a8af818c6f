using System.Collections.Immutable;
using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Deployment.Export;

/// <summary>One node of a network on its way into an ONNX graph.</summary>
/// <param name="Node">The node.</param>
/// <param name="Value">What its value is called in the ONNX graph.</param>
/// <param name="Inputs">What the values it reads are called.</param>
/// <param name="InputShapes">Their shapes, of one sample.</param>
/// <param name="Shape">The shape of its own value.</param>
internal sealed record NodeContext(
    Node Node, string Value, ImmutableArray<string> Inputs, ImmutableArray<MapShape> InputShapes, MapShape Shape)
{
    /// <summary>For images of many sizes, the sides that maps can have; the shapes are then of one of them. Null for images of one size.</summary>
    public FreeSides? Free { get; init; }
}

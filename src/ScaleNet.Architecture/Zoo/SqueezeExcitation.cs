using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Zoo;

/// <summary>Channel gates: global mean, 1x1 to fewer channels, an activation, 1x1 back, sigmoid; the map is multiplied by them.</summary>
/// <remarks>Source: Hu et al. 2018, section 3; both convolutions have a bias.</remarks>
internal static class SqueezeExcitation
{
    public static NodeId Gate(
        GraphBuilder g, NodeId x, int squeezed, string reduce, string expand, Func<NodeId, NodeId> activate)
    {
        var gate = activate(g.Conv(g.GlobalAvgPool(x), reduce, squeezed, kernel: 1, bias: true));
        return g.Multiply(x, g.Sigmoid(g.Conv(gate, expand, g.Channels(x), kernel: 1, bias: true)));
    }
}

using System.Collections.Immutable;
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Allocation;

/// <summary>MorphNet's regulariser: what the channels of a network cost, as a function of the scales (gamma) of its batch norms.</summary>
/// <remarks>
/// <para>R = sum over convolutions and linear layers of c (in * sum |gamma_out| + out * sum |gamma_in|) / F. Here c is what one pair of
/// an input and an output channel costs, in and out are the numbers of channels alive, taken as constants, and F is the cost of the
/// whole network, so that a strength of about 1 is the natural one (MorphNet looks for its factor round 1 / F). A depthwise convolution
/// costs c (sum |gamma_in| + sum |gamma_out|).</para>
/// <para>Source: Gordon et al. 2018 as in google-research/morph-net, resource_function.py. Channels that a residual sum ties have one
/// |gamma|, the largest of theirs, and are alive where any is; its (sub)gradient goes to that one. A channel without a batch norm, and
/// with branches alone every channel that is no branch's, is alive and has no |gamma|.</para>
/// </remarks>
public sealed class CostRegularizer
{
    private readonly ImmutableArray<int> _ties; // [gamma, over all tensors]: its tie
    private readonly ImmutableArray<CostTerm> _terms;
    private readonly int _tieCount;
    private readonly double _threshold;

    private CostRegularizer(
        ImmutableArray<string> keys, ImmutableArray<int> ties, ImmutableArray<CostTerm> terms, int tieCount, double threshold)
    {
        Keys = keys;
        _ties = ties;
        _terms = terms;
        _tieCount = tieCount;
        _threshold = threshold;
    }

    /// <summary>The state's keys of the tensors of gammas that it is a function of, in the order of <see cref="Evaluate"/>.</summary>
    public ImmutableArray<string> Keys { get; }

    /// <summary>The regulariser of a network.</summary>
    /// <param name="graph">The network.</param>
    /// <param name="height">Image height in pixels.</param>
    /// <param name="width">Image width in pixels.</param>
    /// <param name="kind">MACs or parameters (of convolutions and linear layers, without biases).</param>
    /// <param name="threshold">A channel is alive where its |gamma| is above it.</param>
    /// <param name="branchesOnly">Whether only the channels of branches count, which are those that the allocation can change.</param>
    /// <exception cref="SpecException">The network has no gammas to press on.</exception>
    public static CostRegularizer Of(Graph graph, int height, int width, CostKind kind, double threshold, bool branchesOnly)
    {
        var ties = ChannelTies.Of(graph);
        var cost = CostModel.Measure(graph, height, width);
        var terms = graph.Nodes.Select(node => CostTerm.Of(node, ties, cost.Nodes[node.Index], kind)).OfType<CostTerm>().ToList();
        var pressed = branchesOnly
            ? graph.Nodes.Where(node => node.Branch is not null).SelectMany(node => ties.Channels[node.Index]).ToHashSet()
            : null;
        var norms = graph.Nodes
            .Where(node => node.Op is BatchNormOp && (pressed is null || ties.Channels[node.Index].Any(pressed.Contains)))
            .ToList();
        if (norms.Count == 0)
        {
            throw new SpecException($"{graph.Name}: has no batch norms {(branchesOnly ? "of branches " : "")}to press on. Train it without MorphNet's regulariser.");
        }

        var whole = terms.Sum(term => term.Whole);
        return new CostRegularizer(
            [.. norms.Select(node => $"{node.Path}.weight")],
            [.. norms.SelectMany(node => ties.Channels[node.Index])],
            [.. terms.Select(term => term with { Coefficient = term.Coefficient / whole })],
            ties.Count,
            threshold);
    }

    /// <summary>The regulariser's value, and its gradient where alive counts are constants.</summary>
    /// <param name="gammas">The tensors of <see cref="Keys"/>, one after the other.</param>
    /// <param name="gradient">Filled with the derivative by each of them.</param>
    public double Evaluate(ReadOnlySpan<float> gammas, Span<float> gradient)
    {
        if (gammas.Length != _ties.Length || gradient.Length != _ties.Length)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Got {gammas.Length} gammas and room for {gradient.Length} derivatives, expected {_ties.Length}."));
        }

        var largest = Largest(gammas);
        var weights = Weights(gammas, largest);
        gradient.Clear();
        double value = 0;
        for (var tie = 0; tie < _tieCount; tie++)
        {
            if (largest[tie] is >= 0 and var owner)
            {
                value += weights[tie] * Math.Abs(gammas[owner]);
                gradient[owner] = (float)(weights[tie] * Math.Sign(gammas[owner]));
            }
        }

        return value;
    }

    // The gamma with the largest magnitude of each tie; -1 where there is none.
    private int[] Largest(ReadOnlySpan<float> gammas)
    {
        var largest = new int[_tieCount];
        Array.Fill(largest, -1);
        for (var i = 0; i < gammas.Length; i++)
        {
            var tie = _ties[i];
            if (largest[tie] < 0 || Math.Abs(gammas[i]) > Math.Abs(gammas[largest[tie]]))
            {
                largest[tie] = i;
            }
        }

        return largest;
    }

    // What a unit of each tie's |gamma| costs.
    private double[] Weights(ReadOnlySpan<float> gammas, int[] largest)
    {
        var isAlive = new bool[_tieCount];
        for (var tie = 0; tie < _tieCount; tie++)
        {
            isAlive[tie] = largest[tie] < 0 || Math.Abs(gammas[largest[tie]]) > _threshold;
        }

        var weights = new double[_tieCount];
        foreach (var term in _terms)
        {
            term.AddTo(weights, isAlive);
        }

        return weights;
    }
}

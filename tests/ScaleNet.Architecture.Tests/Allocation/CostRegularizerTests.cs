using FsCheck.Xunit;
using ScaleNet.Architecture.Allocation;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Tests.Allocation;

/// <summary>Against numbers by hand, which are those of <see cref="TinyNetworks.TwoBlocks"/>, and against finite differences.</summary>
public sealed class CostRegularizerTests
{
    private const double Threshold = 0.01;
    private const double Whole = 3344; // MACs of the seed: 880 + 416 * 4 + 200 * 4

    private static readonly Graph Seed = TinyNetworks.TwoBlocks.Lower();

    [Fact]
    public void A_branch_channel_weighs_what_it_costs()
    {
        var regularizer = Of(Seed, CostKind.Macs, branchesOnly: true);

        var (value, gradient) = Evaluate(regularizer, 1, -0.5f, 0.25f, 2, 0.1f, 0.2f, -0.3f, 0.4f);

        Assert.Equal(
            ["layer1.0.bn2.0.weight", "layer1.0.bn2.1.weight", "layer1.1.bn2.0.weight", "layer1.1.bn2.1.weight"], regularizer.Keys);
        Assert.Equal(((416 * (1 + 0.5 + 0.1 + 0.2)) + (200 * (0.25 + 2 + 0.3 + 0.4))) / Whole, value, 1e-6);
        AssertClose([416, -416, 200, 200, 416, 416, -200, 200], gradient);
    }

    // 3x3 kernels on 2 planes and a column of 8: 2 * 9 + 8. Weights of convolutions and of the classifier: 292.
    [Fact]
    public void Parameters_are_a_cost_too()
    {
        var (_, gradient) = Evaluate(Of(Seed, CostKind.Parameters, branchesOnly: true), 1, 1, 1, 1, 1, 1, 1, 1);

        const double Weights = 18 + 4 + (4 * 26) + 16 + 16 + (4 * 26) + 16;
        Assert.All(gradient, value => Assert.Equal(26 / Weights, value, 1e-6));
    }

    // A channel of layer1.0.conv1 is written by 16 * 2 and read by 144 a and 36 b, with a and b alive.
    [Theory]
    [InlineData(1, 1, 32 + 288 + 72)]
    [InlineData(0.001f, 1, 32 + 144 + 72)]
    [InlineData(1, -0.001f, 32 + 288 + 36)]
    public void Channels_that_are_not_alive_cost_their_neighbours_nothing(float a, float b, double expected)
    {
        var gammas = Ones(Of(Seed, CostKind.Macs, branchesOnly: false));
        gammas["layer1.0.bn2.0.weight"][1] = a;
        gammas["layer1.0.bn2.1.weight"][1] = b;

        var gradient = Evaluate(Of(Seed, CostKind.Macs, branchesOnly: false), gammas);

        AssertClose([expected, expected], gradient["layer1.0.bn1.weight"]);
    }

    // The sums of both blocks tie bn3, bn3 and downsample.1. Written by 16 * 4, 16 * 4 and 16 * 2; read by 16 * 2 and the classifier's 2.
    [Fact]
    public void Channels_that_a_sum_ties_press_on_the_largest_of_them_alone()
    {
        var gammas = Ones(Of(Seed, CostKind.Macs, branchesOnly: false));
        gammas["layer1.0.bn3.weight"][0] = -3;
        gammas["layer1.1.bn3.weight"][1] = 2;

        var gradient = Evaluate(Of(Seed, CostKind.Macs, branchesOnly: false), gammas);

        AssertClose([-194, 0], gradient["layer1.0.bn3.weight"][..2]);
        AssertClose([0, 194], gradient["layer1.1.bn3.weight"][..2]);
        AssertClose([0, 0], gradient["layer1.0.downsample.1.weight"][..2]);
    }

    [Fact]
    public void A_depthwise_convolution_costs_its_inputs_and_its_outputs_once()
    {
        var g = new GraphBuilder("depthwise");
        var x = g.ConvBn(g.Input(1), "conv1", "bn1", channels: 2, kernel: 1);
        g.Output(Graph.Logits, g.ConvBn(x, "conv2", "bn2", channels: 2, kernel: 3, groups: 2));
        var graph = g.Build();

        // conv1: 16 MACs a pair; conv2: 144 a channel; whole 32 + 288.
        var (value, gradient) = Evaluate(CostRegularizer.Of(graph, 4, 4, CostKind.Macs, Threshold, branchesOnly: false), 1, 2, 3, 4);

        Assert.Equal(((160 * 3) + (144 * 7)) / 320.0, value, 1e-6);
        Assert.Equal([0.5f, 0.5f, 0.45f, 0.45f], gradient);
    }

    [Property(Arbitrary = [typeof(NetworkArbitraries)], MaxTest = 30)]
    public void The_gradient_is_the_slope_of_the_value(NetworkSpec spec, bool ofParameters, int random)
    {
        var graph = spec.Lower();
        if (!graph.Nodes.Any(node => node.Op is BatchNormOp))
        {
            return;
        }

        var regularizer = CostRegularizer.Of(
            graph, spec.Resolution, spec.Resolution, ofParameters ? CostKind.Parameters : CostKind.Macs, Threshold, branchesOnly: false);
        var draw = new Random(random);
        float[] gammas = [.. Shuffled(draw, Count(regularizer, graph)).Select(i => (0.1f + (0.001f * i)) * (draw.Next(2) == 0 ? 1 : -1))];
        var gradient = new float[gammas.Length];
        regularizer.Evaluate(gammas, gradient);

        foreach (var i in Shuffled(draw, gammas.Length).Take(10))
        {
            Assert.Equal(Slope(regularizer, gammas, i), gradient[i], 1e-4 + (1e-3 * Math.Abs(gradient[i])));
        }
    }

    [Fact]
    public void A_network_without_branches_is_refused_when_they_alone_count()
    {
        var graph = TinyNetworks.SeResNet.Lower();

        var error = Assert.Throws<SpecException>(() => CostRegularizer.Of(graph, 32, 32, CostKind.Macs, Threshold, branchesOnly: true));

        Assert.Equal("tiny SE-ResNet: has no batch norms of branches to press on. Train it without MorphNet's regulariser.", error.Message);
    }

    private static CostRegularizer Of(Graph graph, CostKind kind, bool branchesOnly) =>
        CostRegularizer.Of(graph, 4, 4, kind, Threshold, branchesOnly);

    private static (double Value, float[] Gradient) Evaluate(CostRegularizer regularizer, params float[] gammas)
    {
        var gradient = new float[gammas.Length];
        return (regularizer.Evaluate(gammas, gradient), gradient);
    }

    private static Dictionary<string, float[]> Evaluate(CostRegularizer regularizer, Dictionary<string, float[]> gammas)
    {
        var (_, all) = Evaluate(regularizer, [.. regularizer.Keys.SelectMany(key => gammas[key])]);
        var place = 0;
        return regularizer.Keys.ToDictionary(key => key, key => all[place..(place += gammas[key].Length)]);
    }

    private static Dictionary<string, float[]> Ones(CostRegularizer regularizer) => StateDictionary.Describe(Seed)
        .Where(entry => regularizer.Keys.Contains(entry.Key))
        .ToDictionary(entry => entry.Key, entry => Enumerable.Repeat(1f, (int)entry.Shape[0]).ToArray());

    private static int Count(CostRegularizer regularizer, Graph graph) =>
        StateDictionary.Describe(graph).Where(entry => regularizer.Keys.Contains(entry.Key)).Sum(entry => (int)entry.Shape[0]);

    private static int[] Shuffled(Random draw, int count)
    {
        int[] numbers = [.. Enumerable.Range(0, count)];
        draw.Shuffle(numbers);
        return numbers;
    }

    private static double Slope(CostRegularizer regularizer, float[] gammas, int i)
    {
        const float Step = 0.0004f; // less than the gammas are apart, so that the largest stays the largest
        var (less, more) = (gammas.ToArray(), gammas.ToArray());
        less[i] -= Step;
        more[i] += Step;
        return (Evaluate(regularizer, more).Value - Evaluate(regularizer, less).Value) / ((double)more[i] - less[i]);
    }

    private static void AssertClose(double[] macs, float[] gradient) =>
        Assert.All(macs.Zip(gradient), pair => Assert.Equal(pair.First / Whole, pair.Second, 1e-6));
}

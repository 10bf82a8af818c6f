using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Weights;

/// <summary>The values that a network starts from, as its reference implementation draws them.</summary>
/// <remarks>
/// The distributions are the graph's <see cref="WeightInitialization"/>. Determinism: a tensor's values depend on the seed and its
/// key alone, not on other tensors or on any library.
/// </remarks>
public static class InitialWeights
{
    private const double SmallDeviation = 0.01; // torchvision googlenet.py

    /// <summary>The whole state of a network.</summary>
    public static WeightFile Create(Graph graph, int seed) => new(
        StateDictionary.Describe(graph).Select(entry => KeyValuePair.Create(entry.Key, Tensor(graph, entry, seed))));

    /// <summary>The values of one tensor of a network, row-major; a counter gets a single 0.</summary>
    public static float[] Values(Graph graph, StateEntry entry, int seed)
    {
        var count = checked((int)entry.Shape.Aggregate(1L, (product, length) => product * length));
        var values = new float[count];
        var isWeight = entry.Key.EndsWith(".weight", StringComparison.Ordinal);
        var start = graph.Initialization;
        var stream = CounterRandom.Stream(entry.Key, seed);
        switch (entry.Node.Op)
        {
            case Conv2dOp conv when isWeight && (conv.Start ?? start.Convolution) == ConvolutionStart.LinearUniform:
                Uniform(values, stream, Math.Sqrt(3 / FanIn(conv)));
                break;
            case Conv2dOp conv when isWeight:
                Normal(values, stream, Deviation(conv.Start ?? start.Convolution, conv));
                break;
            case Conv2dOp { Start: null } conv when !start.ZeroConvolutionBias:
                Uniform(values, stream, 1 / Math.Sqrt(FanIn(conv)));
                break;
            case LinearOp when isWeight && start.Linear == LinearStart.SmallNormal:
                Normal(values, stream, SmallDeviation);
                break;
            case LinearOp linear when isWeight && start.Linear == LinearStart.FanOut:
                Uniform(values, stream, 1 / Math.Sqrt(linear.OutFeatures));
                break;
            case LinearOp linear when isWeight || !start.ZeroLinearBias:
                Uniform(values, stream, 1 / Math.Sqrt(linear.InFeatures));
                break;
            case BatchNormOp norm when isWeight ? !norm.StartsAtZero : entry.Key.EndsWith(".running_var", StringComparison.Ordinal):
                Array.Fill(values, 1);
                break;
        }

        return values;
    }

    private static WeightTensor Tensor(Graph graph, StateEntry entry, int seed) => entry.Kind == StateKind.Counter
        ? WeightTensor.FromInt64([0], [.. entry.Shape])
        : WeightTensor.FromFloat32(Values(graph, entry, seed), [.. entry.Shape]);

    private static double Deviation(ConvolutionStart start, Conv2dOp conv) => start switch
    {
        ConvolutionStart.HeFanIn => Math.Sqrt(2.0 / FanIn(conv)),
        ConvolutionStart.HeFanOutOfGroup => Math.Sqrt(2.0 * conv.Groups / FanOut(conv)),
        ConvolutionStart.SmallNormal => SmallDeviation,
        _ => Math.Sqrt(2.0 / FanOut(conv)),
    };

    private static double FanIn(Conv2dOp conv) => conv.Kernel * conv.Kernel * (conv.InChannels / conv.Groups);

    private static double FanOut(Conv2dOp conv) => conv.Kernel * conv.Kernel * conv.OutChannels;

    // Box-Muller: two uniform numbers make two independent normal ones.
    private static void Normal(float[] values, ulong stream, double deviation)
    {
        for (var i = 0; i < values.Length; i += 2)
        {
            var radius = deviation * Math.Sqrt(-2 * Math.Log(1 - CounterRandom.Unit(stream, i)));
            var (sine, cosine) = Math.SinCos(Math.Tau * CounterRandom.Unit(stream, i + 1));
            values[i] = (float)(radius * cosine);
            if (i + 1 < values.Length)
            {
                values[i + 1] = (float)(radius * sine);
            }
        }
    }

    private static void Uniform(float[] values, ulong stream, double bound)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)(((2 * CounterRandom.Unit(stream, i)) - 1) * bound);
        }
    }
}

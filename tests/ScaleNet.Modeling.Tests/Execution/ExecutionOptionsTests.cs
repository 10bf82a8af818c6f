using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Rewrites;
using ScaleNet.Architecture.Weights;
using ScaleNet.Modeling.Execution;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace ScaleNet.Modeling.Tests.Execution;

/// <summary>Options change how a network runs, never what it computes.</summary>
public sealed class ExecutionOptionsTests
{
    // Float64 sums in another order, through four blocks.
    private const double Rounding = 1e-10;

    private const double Float32Rounding = 1e-4;

    // bfloat16 has eight bits of mantissa.
    private const double BFloat16Rounding = 0.05;
    private const double BFloat16GradientRounding = 0.15;

    private static readonly ExecutionOptions Plain = new()
    {
        Layout = MemoryLayout.Contiguous,
        InPlace = false,
        NormalizeAtBranchSize = false,
    };

    public static TheoryData<bool, bool, MemoryLayout> Options => new MatrixTheoryData<bool, bool, MemoryLayout>(
        [false, true], [false, true], [MemoryLayout.Contiguous, MemoryLayout.ChannelsLast]);

    [Theory]
    [MemberData(nameof(Options))]
    public void Training_gives_the_same_loss_gradients_and_statistics(bool inPlace, bool atBranchSize, MemoryLayout layout)
    {
        var options = new ExecutionOptions { InPlace = inPlace, NormalizeAtBranchSize = atBranchSize, Layout = layout };

        var (loss, gradients, state) = Step(options, ScalarType.Float64);

        var (expectedLoss, expectedGradients, expectedState) = Step(Plain, ScalarType.Float64);
        Assert.Equal(expectedLoss, loss, Rounding);
        AssertClose(expectedGradients, gradients, Rounding);
        AssertClose(expectedState, state, Rounding);
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Training_in_float32_gives_the_exact_gradients(bool inPlace, bool atBranchSize, MemoryLayout layout)
    {
        var options = new ExecutionOptions { InPlace = inPlace, NormalizeAtBranchSize = atBranchSize, Layout = layout };

        var (loss, gradients, _) = Step(options, ScalarType.Float32);

        var (exactLoss, exactGradients, _) = Step(Plain, ScalarType.Float64);
        Assert.Equal(exactLoss, loss, Float32Rounding);
        AssertClose(exactGradients, gradients, Float32Rounding);
    }

    [Fact]
    public void A_single_image_trains_though_coarse_branches_have_a_single_value()
    {
        var (loss, _, state) = Step(new ExecutionOptions(), ScalarType.Float64, images: 1);

        var (expectedLoss, _, expectedState) = Step(Plain, ScalarType.Float64, images: 1);
        Assert.Equal(expectedLoss, loss, Rounding);
        AssertClose(expectedState, state, Rounding);
    }

    [Fact]
    public void Bfloat16_is_close_and_keeps_master_weights_and_statistics_in_float32()
    {
        var options = new ExecutionOptions { Precision = ComputePrecision.BFloat16 };
        using var module = TinyNets.Module(options);
        using var plain = TinyNets.Module(Plain);
        using var images = TinyNets.Images(8);
        using var scope = NewDisposeScope();

        var logits = module.call(images);
        logits.square().sum().backward();

        var expected = plain.call(images);
        expected.square().sum().backward();
        Assert.Equal(ScalarType.Float32, logits.dtype);
        Assert.InRange(Difference(expected, logits), 0, BFloat16Rounding);
        Assert.All(module.buffers(), buffer => Assert.NotEqual(ScalarType.BFloat16, buffer.dtype));
        Assert.All(module.parameters(), parameter => Assert.Equal(ScalarType.Float32, parameter.grad!.dtype));
        Assert.InRange(Difference(Gradients(plain), Gradients(module)), 0, BFloat16GradientRounding);
    }

    [Theory]
    [InlineData(ScalarType.Float32, 1e-5)]
    [InlineData(ScalarType.Float64, 1e-12)]
    public void Folding_and_splitting_keep_the_outputs(ScalarType type, double tolerance)
    {
        using var module = TinyNets.Module(type: type);
        using var images = TinyNets.Images(4, type);
        using var scope = NewDisposeScope();
        using (no_grad())
        {
            module.call(images); // a training pass, so that the statistics are not those of a fresh network
        }

        module.eval();
        using var folded = InferenceModule.Create(module);
        using var split = Split(module);
        using var aligned = Aligned(module);

        var expected = module.call(images).to(ScalarType.Float64);
        var bound = tolerance * expected.norm().item<double>();
        Assert.InRange((folded.call(images).to(ScalarType.Float64) - expected).norm().item<double>(), 0, bound);
        Assert.InRange((split.call(images).to(ScalarType.Float64) - expected).norm().item<double>(), 0, bound);
        Assert.InRange((aligned.call(images).to(ScalarType.Float64) - expected).norm().item<double>(), 0, bound);
    }

    private static (double Loss, Dictionary<string, Tensor> Gradients, Dictionary<string, Tensor> State) Step(
        ExecutionOptions options, ScalarType type, int images = 6)
    {
        using var module = TinyNets.Module(options, type);
        using var input = TinyNets.Images(images, type);
        using var labels = arange(images).remainder(5);
        using var loss = F.cross_entropy(module.call(input), labels);
        loss.backward();
        return (
            loss.to(ScalarType.Float64).item<double>(),
            module.named_parameters().ToDictionary(
                pair => pair.name, pair => pair.parameter.grad!.to(ScalarType.Float64, copy: true)),
            module.named_buffers().ToDictionary(pair => pair.name, pair => pair.buffer.to(ScalarType.Float64, copy: true)));
    }

    // Every replicated branch is moved, however narrow.
    private static GraphModule Split(GraphModule module)
    {
        var (graph, weights) = BatchNormFolding.Fold(module.Graph, ModuleState.Save(module));
        (graph, weights) = BranchResolution.Split(graph, weights, 28, 28, leastChannels: 1);
        Assert.Contains(graph.Nodes, node => node.Path == "layer1.0.conv3_of_resize");
        return Load(graph, weights, module.FloatType);
    }

    // Seven is a multiple that no branch has.
    private static GraphModule Aligned(GraphModule module)
    {
        var (graph, weights) = BatchNormFolding.Fold(module.Graph, ModuleState.Save(module));
        graph = EarlyActivation.Move(graph, 28, 28);
        (graph, weights) = ChannelAlignment.Pad(graph, weights, multiple: 7);
        Assert.Equal(28, ((Conv2dOp)graph["layer1.0.conv3"].Op).InChannels);
        return Load(graph, weights, module.FloatType);
    }

    private static GraphModule Load(Graph graph, WeightFile weights, ScalarType type)
    {
        var loaded = new GraphModule(graph, type: type);
        ModuleState.Load(loaded, weights, "rewritten");
        loaded.eval();
        return loaded;
    }

    private static Tensor Gradients(GraphModule module) =>
        cat([.. module.parameters().Select(parameter => parameter.grad!.reshape(-1))]);

    private static double Difference(Tensor expected, Tensor actual) =>
        ((actual - expected).norm() / expected.norm()).item<float>();

    private static void AssertClose(
        Dictionary<string, Tensor> expected, Dictionary<string, Tensor> actual, double tolerance)
    {
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.All(expected, pair => Assert.True(
            (pair.Value - actual[pair.Key]).norm().item<double>() <= tolerance * (1 + pair.Value.norm().item<double>()),
            pair.Key));
    }
}

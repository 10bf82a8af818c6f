using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Rewrites;
using ScaleNet.Architecture.Weights;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Rewrites;

public sealed class BatchNormFoldingTests
{
    [Fact]
    public void A_batch_norm_becomes_the_scale_and_the_bias_of_its_convolution()
    {
        var graph = OneConvolution();
        var weights = new WeightFile(
        [
            KeyValuePair.Create("conv.weight", WeightTensor.FromFloat32([2, 3], 2, 1, 1, 1)),
            KeyValuePair.Create("bn.weight", WeightTensor.FromFloat32([0.5f, 4], 2)),
            KeyValuePair.Create("bn.bias", WeightTensor.FromFloat32([1, -1], 2)),
            KeyValuePair.Create("bn.running_mean", WeightTensor.FromFloat32([3, 5], 2)),
            KeyValuePair.Create("bn.running_var", WeightTensor.FromFloat32([0.25f - 1e-5f, 4 - 1e-5f], 2)),
            KeyValuePair.Create("bn.num_batches_tracked", WeightTensor.FromInt64([7])),
        ]);

        var (folded, state) = BatchNormFolding.Fold(graph, weights);

        // scale = gamma / sqrt(var + eps) = 1, 2; bias = beta - scale * mean = 1 - 3, -1 - 10
        Assert.Equal(["input", "conv"], folded.Nodes.Select(node => node.Path));
        Assert.Equal(["conv.weight", "conv.bias"], state.Tensors.Keys);
        Assert.Equal([2, 6], state.Tensors["conv.weight"].ToFloat32(), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([-2, -11], state.Tensors["conv.bias"].ToFloat32(), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Theory]
    [Trait("Tier", "slow")]
    [InlineData("scalenet50")]
    [InlineData("resnet50")]
    [InlineData("scalenet11_small")]
    public void Every_batch_norm_of_the_catalogues_families_is_folded(string model)
    {
        var graph = Catalog.Get(model).Spec.Lower();

        var (folded, state) = BatchNormFolding.Fold(graph, ZeroWeights.Of(graph));

        Assert.DoesNotContain(folded.Nodes, node => node.Op is BatchNormOp);
        Assert.All(folded.Nodes.Select(node => node.Op).OfType<Conv2dOp>(), conv => Assert.True(conv.Bias));
        Assert.Equal(graph.Outputs.Select(output => output.Name), folded.Outputs.Select(output => output.Name));
        Assert.Equal(StateDictionary.Describe(folded).Select(entry => entry.Key), state.Tensors.Keys);
    }

    [Fact]
    public void A_convolution_that_another_node_reads_keeps_its_batch_norm()
    {
        var g = new GraphBuilder("shared");
        var conv = g.Conv(g.Input(1), "conv", 2, kernel: 1);
        g.Output("sum", g.Add(g.BatchNorm(conv, "bn"), conv));
        var graph = g.Build();

        var (folded, _) = BatchNormFolding.Fold(graph, ZeroWeights.Of(graph));

        Assert.Equal(graph.Nodes.Select(node => node.Path), folded.Nodes.Select(node => node.Path));
    }

    private static Graph OneConvolution()
    {
        var g = new GraphBuilder("one");
        g.Output("map", g.ConvBn(g.Input(1), "conv", "bn", 2, kernel: 1));
        return g.Build();
    }
}

using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Weights;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Weights;

/// <summary>What networks start from.</summary>
public sealed class InitialWeightsTests
{
    // Deviation of 9 x 64 x 64 numbers: the estimate's own deviation is 0.4 %.
    private const double Share = 0.02;

    [Theory]
    [InlineData("layer1.0.conv2.weight")]
    [InlineData("layer3.0.conv2.weight")]
    [InlineData("layer3.0.conv3.weight")]
    public void Convolutions_start_with_the_references_deviation(string key)
    {
        var op = (Conv2dOp)Entry(key).Node.Op;
        var expected = Math.Sqrt(2.0 / (op.Kernel * op.Kernel * op.OutChannels));

        var values = Values(key);

        Assert.InRange(values.Average(), -Share * expected, Share * expected);
        Assert.InRange(Math.Sqrt(values.Average(value => value * value)), (1 - Share) * expected, (1 + Share) * expected);
    }

    [Fact]
    public void Batch_norms_and_the_classifier_start_as_PyTorchs_do()
    {
        Assert.All(Values("bn1.weight"), value => Assert.Equal(1, value));
        Assert.All(Values("bn1.running_var"), value => Assert.Equal(1, value));
        Assert.All(Values("bn1.bias"), value => Assert.Equal(0, value));
        Assert.All(Values("bn1.running_mean"), value => Assert.Equal(0, value));

        var bound = 1 / MathF.Sqrt(2048);
        var classifier = Values("fc.weight");
        Assert.All(classifier, value => Assert.InRange(value, -bound, bound));
        Assert.InRange(classifier.Max(), 0.99f * bound, bound);
    }

    // What the references say: fan-out (torchvision and timm resnet.py, timm senet.py; groups do not count), fan-in (torchvision
    // densenet.py), a deviation of 0.01 (torchvision googlenet.py). The numbers are 2 / variance.
    [Theory]
    [InlineData("seresnet50", "layer4.0.conv2.weight", 9 * 512)]
    [InlineData("seresnet50", "layer4.0.se.fc1.weight", 128)]
    [InlineData("legacy_seresnet50", "layer4.0.se_module.fc2.weight", 2048)]
    [InlineData("resnext50_32x4d", "layer4.0.conv2.weight", 9 * 1024)]
    [InlineData("densenet121", "features.denseblock4.denselayer1.conv2.weight", 9 * 128)]
    [InlineData("densenet121", "features.denseblock4.denselayer16.conv1.weight", 992)]
    [InlineData("googlenet", "inception5b.branch2.1.conv.weight", 20_000)]
    [InlineData("googlenet", "fc.weight", 20_000)]
    public void The_compared_networks_start_with_their_references_deviation(string id, string key, int expected)
    {
        var values = Values(Catalog.Get(id).Spec.Lower(), key);

        var deviation = Math.Sqrt(2.0 / expected);
        Assert.InRange(values.Average(), -Share * deviation, Share * deviation);
        Assert.InRange(Math.Sqrt(values.Average(value => value * value)), (1 - Share) * deviation, (1 + Share) * deviation);
    }

    [Theory]
    [InlineData("resnet50", "layer1.0.bn3.weight", 1)]
    [InlineData("resnext50_32x4d", "layer1.0.bn3.weight", 1)]
    [InlineData("seresnet50", "layer1.0.bn3.weight", 0)] // timm resnet.py, zero_init_last
    [InlineData("seresnet50", "layer1.0.bn2.weight", 1)]
    [InlineData("seresnet50", "layer1.0.downsample.1.weight", 1)]
    [InlineData("legacy_seresnet50", "layer1.0.bn3.weight", 1)]
    [InlineData("densenet121", "classifier.bias", 0)]
    public void The_compared_networks_start_with_their_references_constants(string id, string key, float expected)
    {
        Assert.All(Values(Catalog.Get(id).Spec.Lower(), key), value => Assert.Equal(expected, value));
    }

    // PyTorch's default: uniform within 1 / sqrt(fan-in).
    [Theory]
    [InlineData("seresnet50", "layer4.0.se.fc1.bias", 2048)]
    [InlineData("legacy_seresnet50", "layer4.0.se_module.fc2.bias", 128)]
    [InlineData("densenet121", "classifier.weight", 1024)]
    [InlineData("googlenet", "fc.bias", 1024)]
    public void The_rest_of_the_compared_networks_starts_as_PyTorchs_does(string id, string key, int fanIn)
    {
        Assert.InRange(Values(Catalog.Get(id).Spec.Lower(), key).Max(Math.Abs), 0.9 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn));
    }

    // A grouped convolution of 3x3, 64 to 32 channels in 4 groups: fan-in 144, fan-out 288, of one group 72.
    [Theory]
    [InlineData(ConvolutionStart.HeFanOut, 288)]
    [InlineData(ConvolutionStart.HeFanOutOfGroup, 72)]
    [InlineData(ConvolutionStart.HeFanIn, 144)]
    [InlineData(ConvolutionStart.SmallNormal, 20_000)]
    public void Convolutions_start_with_the_deviation_that_the_network_says(ConvolutionStart start, int fan)
    {
        var graph = OneOfEach(new WeightInitialization { Convolution = start });

        var values = Values(graph, "conv.weight");

        var expected = Math.Sqrt(2.0 / fan);
        Assert.InRange(Math.Sqrt(values.Average(value => value * value)), (1 - Share) * expected, (1 + Share) * expected);
    }

    [Theory]
    [InlineData(LinearStart.FanIn, 32)]
    [InlineData(LinearStart.FanOut, 500)]
    public void The_classifier_starts_within_the_bound_that_the_network_says(LinearStart start, int fan)
    {
        var graph = OneOfEach(new WeightInitialization { Linear = start });

        var values = Values(graph, "fc.weight");

        Assert.InRange(values.Max(Math.Abs), 0.99 / Math.Sqrt(fan), 1 / Math.Sqrt(fan));
    }

    [Fact]
    public void The_classifier_can_start_normal()
    {
        var values = Values(OneOfEach(new WeightInitialization { Linear = LinearStart.SmallNormal }), "fc.weight");

        Assert.InRange(Math.Sqrt(values.Average(value => value * value)), (1 - Share) * 0.01, (1 + Share) * 0.01);
    }

    [Fact]
    public void Biases_start_within_the_fan_in_or_at_zero()
    {
        var plain = OneOfEach(WeightInitialization.Default);
        var zero = OneOfEach(new WeightInitialization { ZeroConvolutionBias = true, ZeroLinearBias = true });

        Assert.InRange(Values(plain, "conv.bias").Max(Math.Abs), 0.8 / 12, 1.0 / 12);
        Assert.InRange(Values(plain, "fc.bias").Max(Math.Abs), 0.9 / Math.Sqrt(32), 1 / Math.Sqrt(32));
        Assert.All(Values(zero, "conv.bias"), value => Assert.Equal(0, value));
        Assert.All(Values(zero, "fc.bias"), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_convolution_can_start_otherwise_than_its_network()
    {
        var g = new GraphBuilder("net");
        g.Output("map", g.Conv(g.Input(16), "conv", 32, kernel: 3, bias: true, start: ConvolutionStart.LinearUniform));
        var graph = g.Build();

        var bound = Math.Sqrt(3.0 / (16 * 3 * 3));
        Assert.InRange(Values(graph, "conv.weight").Max(Math.Abs), 0.99 * bound, bound);
        Assert.All(Values(graph, "conv.bias"), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_batch_norm_can_start_at_zero()
    {
        var graph = OneOfEach(WeightInitialization.Default);

        Assert.All(Values(graph, "bn.weight"), value => Assert.Equal(0, value));
        Assert.All(Values(graph, "bn.running_var"), value => Assert.Equal(1, value));
    }

    [Fact]
    public void The_whole_state_has_every_key_with_its_values()
    {
        var graph = OneOfEach(WeightInitialization.Default);

        var file = InitialWeights.Create(graph, seed: 1);

        Assert.Equal(StateDictionary.Describe(graph).Select(entry => entry.Key).Order(), file.Tensors.Keys.Order());
        Assert.Equal(Values(graph, "conv.weight"), file.Tensors["conv.weight"].ToFloat32());
        Assert.Equal([32, 16, 3, 3], file.Tensors["conv.weight"].Shape);
        Assert.Equal(ElementType.Int64, file.Tensors["bn.num_batches_tracked"].ElementType);
    }

    private static Graph OneOfEach(WeightInitialization initialization)
    {
        var g = new GraphBuilder("net") { Initialization = initialization };
        var x = g.BatchNorm(
            g.Conv(g.Input(64), "conv", 32, kernel: 3, bias: true, groups: 4), "bn", startsAtZero: true);
        g.Output(Graph.Logits, g.Linear(g.Flatten(g.GlobalAvgPool(x)), "fc", 500));
        return g.Build();
    }

    private static float[] Values(string key) => Values(Catalog.Get("resnet50").Spec.Lower(), key);

    private static float[] Values(Graph graph, string key) => InitialWeights.Values(
        graph, StateDictionary.Describe(graph).Single(entry => entry.Key == key), seed: 1);

    private static StateEntry Entry(string key) =>
        StateDictionary.Describe(Catalog.Get("resnet50").Spec.Lower()).Single(entry => entry.Key == key);
}

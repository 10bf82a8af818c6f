using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Tests;
using ScaleNet.Architecture.Zoo;
using ScaleNet.Deployment.Quantization;

namespace ScaleNet.Deployment.Tests.Quantization;

/// <summary>Every family of networks becomes integers and says nearly the same.</summary>
[Trait("Tier", "slow")]
public sealed class FamilyTests
{
    // Root mean square of the difference over that of the logits' spread. Weights are drawn, so that many channels say little and
    // each layer adds its rounding: trained networks lose much less (docs/quantisation.md).
    private const double MostNoise = 0.25;

    // The same integers by other ways: a value that lies half way between two may be rounded to either.
    private const double MostDifference = 0.05;

    public static TheoryData<string> Families => new(Specs.Keys);

    private static SortedDictionary<string, NetworkSpec> Specs => new(StringComparer.Ordinal)
    {
        ["ScaleNet"] = TinyNetworks.OneBlockPerStage,
        ["DenseNet"] = TinyNetworks.DenseNet,
        ["GoogLeNet"] = TinyNetworks.GoogLeNet,
        ["SE-ResNet"] = TinyNetworks.SeResNet,
        ["ResNeXt"] = TinyNetworks.ResNeXt,
        ["small ScaleNet"] = Catalog.Get("scalenet11_small").Spec,
        ["small ResNet"] = Catalog.Get("resnet11_small").Spec,
        ["Big-Little"] = BigLittle,
        ["octave"] = Octave,
        ["MixNet"] = MixNet,
    };

    private static BigLittleSpec BigLittle { get; } = new()
    {
        Name = "tiny Big-Little net",
        StemChannels = 8,
        Resolution = 64,
        Classes = 4,
        Alpha = 2,
        Beta = 2,
        Stages = [new ResNetStage(8, 2), new ResNetStage(16, 2)],
    };

    private static OctaveSpec Octave { get; } = new()
    {
        Name = "tiny octave ResNet",
        StemChannels = 8,
        Resolution = 64,
        Classes = 4,
        Alpha = 0.5,
        Stages = [new ResNetStage(8, 2), new ResNetStage(16, 2)],
    };

    private static MixNetSpec MixNet { get; } = new()
    {
        Name = "tiny MixNet",
        StemChannels = 8,
        HeadChannels = 16,
        Resolution = 32,
        Classes = 4,
        Stages =
        [
            new MixNetStage([new MixNetRow([3, 5], 8, 2, 3, 1, 1, 0.25, ActivationKind.Swish, 2)]),
            new MixNetStage([new MixNetRow([3], 16, 2, 2, 1, 1, 0, ActivationKind.Relu, 1)]),
        ],
    };

    [Theory]
    [MemberData(nameof(Families))]
    public void A_family_of_networks_says_nearly_the_same_with_integers(string family)
    {
        var network = new QuantizedNetwork(Specs[family]);

        var (exact, rounded) = (network.Run(network.Float.Proto), network.Run(network.Model));

        Assert.InRange(QuantizedNetwork.Noise(exact, rounded), 1e-6, MostNoise);
        Assert.All(network.Report.Operators.Where(one => one.Type is "Conv" or "Gemm"), one =>
            Assert.Equal(OperatorState.Quantized, one.State));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void The_engine_computes_every_convolution_with_integers(string family)
    {
        var network = new QuantizedNetwork(Specs[family]);
        var convolutions = network.Float.Nodes.Count(node => node.OpType == "Conv");

        Assert.Equal(convolutions, network.Report.EngineOperators["QLinearConv"]);
        Assert.Equal(1, network.Report.EngineOperators["QGemm"]);
        Assert.DoesNotContain(network.Report.EngineOperators.Keys, type => type is "Conv" or "FusedConv" or "Gemm" or "Add" or "Concat" or "Mul");
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Integers_compute_what_the_same_model_computes_in_float32(string family)
    {
        var network = new QuantizedNetwork(Specs[family]);

        var (simulated, integers) = (network.Run(network.Model, isOptimized: false), network.Run(network.Model));

        Assert.InRange(QuantizedNetwork.Noise(simulated, integers), 0, MostDifference);
    }
}

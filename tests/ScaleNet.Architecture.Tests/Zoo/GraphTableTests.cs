using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Zoo;

/// <summary>Whole networks as tables: a change of any layer shows as a diff of the expectation.</summary>
public sealed class GraphTableTests
{
    [Theory]
    [InlineData("resnet11_small")]
    [InlineData("resnext11_small")]
    [InlineData("seresnet11_small")]
    [InlineData("scalenet11_small")]
    public void Small_networks_keep_their_layers(string id)
    {
        Golden.Check($"Zoo/{id}.txt", Catalog.Get(id).Spec.Lower().ToText(28, 28));
    }

    [Fact]
    public void A_ScaleNet_of_one_block_a_stage_keeps_its_layers()
    {
        Golden.Check("Zoo/one_block_per_stage.txt", TinyNetworks.OneBlockPerStage.Lower().ToText(224, 224));
    }

    [Fact]
    public void A_DenseNet_of_two_layers_a_block_keeps_its_layers()
    {
        Golden.Check("Zoo/tiny_densenet.txt", TinyNetworks.DenseNet.Lower().ToText(32, 32));
    }

    [Fact]
    public void A_GoogLeNet_of_one_module_a_stage_keeps_its_layers()
    {
        Golden.Check("Zoo/tiny_googlenet.txt", TinyNetworks.GoogLeNet.Lower().ToText(64, 64));
    }
}

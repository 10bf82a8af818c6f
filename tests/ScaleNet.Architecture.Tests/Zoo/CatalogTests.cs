using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Zoo;

public sealed class CatalogTests
{
    public static TheoryData<string> Ids => [.. Catalog.All.Select(entry => entry.Id)];

    [Fact]
    public void The_published_networks_and_the_small_ones_are_there()
    {
        string[] expected =
        [
            "resnet11_small", "resnet20_small", "resnet29_small", "resnet38_small", "resnet50", "resnet101", "resnet152",
            "scalenet11_small", "scalenet20_small", "scalenet29_small", "scalenet38_small",
            "scalenet50", "scalenet50_light", "scalenet101", "scalenet152",
            "seresnet11_small", "seresnet20_small", "seresnet29_small", "seresnet38_small",
            "seresnet50", "seresnet101", "seresnet152", "legacy_seresnet50", "legacy_seresnet101", "legacy_seresnet152",
            "resnext11_small", "resnext20_small", "resnext29_small", "resnext38_small",
            "resnext50_32x4d", "resnext101_32x4d", "resnext101_32x8d",
            "densenet121", "densenet161", "densenet169", "densenet201", "googlenet", "googlenet_5x5",
        ];

        Assert.Subset(Catalog.All.Select(entry => entry.Id).ToHashSet(), expected.ToHashSet());
    }

    [Fact]
    public void Names_are_sorted_with_numbers_by_value()
    {
        var resNets = Catalog.All.Select(entry => entry.Id).Where(id => id is "resnet50" or "resnet101" or "resnet11_small");

        Assert.Equal(["resnet11_small", "resnet50", "resnet101"], resNets);
    }

    [Fact]
    public void Names_are_given_once()
    {
        Assert.Distinct(Catalog.All.Select(entry => entry.Id));
        Assert.Distinct(Catalog.All.Select(entry => entry.Spec.Name));
    }

    [Fact]
    public void A_network_is_found_by_its_name()
    {
        Assert.Equal("ScaleNet-50", Catalog.Get("scalenet50").Spec.Name);
        Assert.Same(Catalog.Get("scalenet50"), Catalog.Find("scalenet50"));
        Assert.Null(Catalog.Find("scalenet51"));
    }

    [Theory]
    [InlineData("scalenet5", "scalenet50")]
    [InlineData("ScaleNet-50-light", "scalenet50_light")]
    [InlineData("resnet15", "resnet152")]
    public void An_unknown_name_is_answered_with_the_nearest(string id, string nearest)
    {
        var error = Assert.Throws<SpecException>(() => Catalog.Get(id));

        Assert.StartsWith($"unknown model '{id}'. Did you mean '{nearest}'?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Published_results_belong_to_the_published_networks()
    {
        Assert.Equal(
            new Published(22.02, 6.05, "ScaleNet release, 120 epochs, cosine"), Catalog.Get("scalenet50").Published);
        Assert.Equal(24.7, Catalog.Get("resnet50").Published!.Top1Error);
        Assert.Null(Catalog.Get("scalenet11_small").Published);
        Assert.Equal(new Published(23.29, null, "Hu et al. 2018"), Catalog.Get("seresnet50").Published);
        Assert.Null(Catalog.Get("googlenet_5x5").Published);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_network_infers_shapes_at_its_resolution(string id)
    {
        var spec = Catalog.Get(id).Spec;
        var graph = spec.Lower();

        var shapes = ShapeInference.Infer(graph, spec.Resolution, spec.Resolution);

        Assert.Equal(new MapShape(spec.Classes, 1, 1), shapes[graph.Output(Graph.Logits).Index]);
        Assert.Equal(spec.Name, graph.Name);
    }

    [Theory]
    [InlineData("resnet50", "layer1", "layer2", "layer3", "layer4", "logits")]
    [InlineData("scalenet50", "layer1", "layer2", "layer3", "layer4", "logits")]
    [InlineData("scalenet11_small", "layer1", "layer2", "layer3", "logits")]
    [InlineData("legacy_seresnet50", "layer1", "layer2", "layer3", "layer4", "logits")]
    [InlineData("resnext11_small", "layer1", "layer2", "layer3", "logits")]
    public void Residual_networks_put_out_the_map_of_every_stage_and_the_logits(string id, params string[] outputs)
    {
        Assert.Equal(outputs, Catalog.Get(id).Spec.Lower().Outputs.Select(output => output.Name));
    }
}

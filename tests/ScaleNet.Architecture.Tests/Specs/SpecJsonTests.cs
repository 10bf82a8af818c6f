using FsCheck.Xunit;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Specs;

/// <summary>Specs to JSON and back.</summary>
[Properties(Arbitrary = [typeof(NetworkArbitraries)])]
public sealed class SpecJsonTests
{
    public static TheoryData<string> Ids => [.. Catalog.All.Select(entry => entry.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_network_of_the_catalogue_survives_a_round_trip(string id)
    {
        var spec = Catalog.Get(id).Spec;

        Assert.Equal(spec, SpecJson.Read(SpecJson.Write(spec), id));
    }

    [Property]
    public void Any_network_survives_a_round_trip(NetworkSpec spec)
    {
        var json = SpecJson.Write(spec);

        Assert.Equal(spec, SpecJson.Read(json, "random"));
        Assert.Equal(json, SpecJson.Write(SpecJson.Read(json, "random")));
    }

    [Fact]
    public void The_text_is_indented_with_the_family_first_and_a_final_newline()
    {
        var json = SpecJson.Write(TinyNetworks.TwoBlocks);

        Assert.StartsWith("{\n  \"family\": \"scalenet\",\n", json, StringComparison.Ordinal);
        Assert.EndsWith("\n}\n", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_order_of_properties_does_not_matter()
    {
        const string json = """
            {"classes": 2, "stages": [{"blocks": 1, "planes": 4}], "name": "net", "stemChannels": 3, "resolution": 8,
             "family": "resnet"}
            """;

        var spec = Assert.IsType<ResNetSpec>(SpecJson.Read(json, "net.json"));

        Assert.Equal([new ResNetStage(4, 1)], spec.Stages);
    }

    [Fact]
    public void Stem_and_image_channels_default_to_those_of_ImageNet_networks()
    {
        const string json = """
            {"family": "resnet", "name": "net", "stemChannels": 3, "resolution": 8, "classes": 2,
             "stages": [{"planes": 4, "blocks": 1}]}
            """;

        var spec = Assert.IsType<ResNetSpec>(SpecJson.Read(json, "net.json"));

        Assert.Equal(StemKind.ImageNet, spec.Stem);
        Assert.Equal(3, spec.InputChannels);
    }

    [Fact]
    public void A_name_keeps_its_characters()
    {
        var spec = TinyNetworks.TwoBlocks with { Name = "größer <&> \"2x\"" };

        Assert.Equal(spec.Name, SpecJson.Read(SpecJson.Write(spec), "net.json").Name);
        Assert.Contains("größer <&>", SpecJson.Write(spec), StringComparison.Ordinal);
    }
}

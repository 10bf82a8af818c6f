using System.Text.Json;
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Specs.Detection;

namespace ScaleNet.Serving.Tests.Detection;

/// <summary>What the server says of a detector's network.</summary>
public sealed class DetectorNetworkTests(DetectorServer server) : IClassFixture<DetectorServer>
{
    private static readonly ScaleNetSpec Backbone = (ScaleNetSpec)TestDetectors.Spec.Backbone;

    [Fact]
    public async Task It_is_described_by_its_spec_and_that_of_its_backbone()
    {
        var network = await NetworkAsync();

        Assert.Equal("detection", network.GetProperty("kind").GetString());
        Assert.Equal(TestDetectors.Spec.Name, network.GetProperty("network").GetString());
        Assert.Equal(FasterRcnnJson.Hash(TestDetectors.Spec), network.GetProperty("spec_hash").GetString());
        Assert.Equal("""["thing 1","thing 2","thing 3"]""", network.GetProperty("class_names").GetRawText());
        Assert.Equal("[]", network.GetProperty("notes").GetRawText());
        Assert.Equal(
            $$"""{"backbone":"{{Backbone.Name}}","backbone_spec_hash":"{{SpecJson.Hash(Backbone)}}","head":"fpn","short_side":64,"long_side":128,"regions":40}""",
            network.GetProperty("detector").GetRawText());
    }

    [Fact]
    public async Task Its_layers_add_up_to_the_cost_of_the_largest_image()
    {
        var cost = DetectorCost.Measure(TestDetectors.Spec, 64, 128, regions: 40);

        var network = await NetworkAsync();

        var layers = network.GetProperty("layers").EnumerateArray().ToArray();
        Assert.Equal((64, 128), (network.GetProperty("height").GetInt32(), network.GetProperty("width").GetInt32()));
        Assert.Equal((cost.Parameters, cost.Macs), (network.GetProperty("parameters").GetInt64(), network.GetProperty("macs").GetInt64()));
        Assert.Equal(cost.Parameters, layers.Sum(layer => layer.GetProperty("parameters").GetInt64()));
        Assert.Equal(cost.Macs, layers.Sum(layer => layer.GetProperty("macs").GetInt64()));
        var parts = layers.Select(layer => layer.GetProperty("part").GetString()!).ToArray();
        Assert.Equal(parts.Distinct(), parts);
        Assert.Equal(["fpn", "rpn", "box_head"], parts[^3..]);
    }

    [Fact]
    public async Task Its_backbones_allocation_is_told_and_drawn()
    {
        var network = await NetworkAsync();

        var blocks = network.GetProperty("allocation").GetProperty("blocks").EnumerateArray()
            .Select(block => block.GetProperty("channels").EnumerateArray().Select(count => count.GetInt32()).ToArray());
        Assert.Equal(Backbone.Stages.SelectMany(stage => stage.Blocks).Select(block => block.ToArray()), blocks);
        Assert.Equal((200, $"<svg>{Backbone.Name}</svg>"), await server.Served.GetAsync("v1/models/finder/network/allocation.svg"));
    }

    private async Task<JsonElement> NetworkAsync() =>
        JsonSerializer.Deserialize<JsonElement>((await server.Served.GetAsync("v1/models/finder/network")).Text);
}

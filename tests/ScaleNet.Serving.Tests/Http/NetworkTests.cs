using System.Text.Json;
using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Specs;
using ScaleNet.Architecture.Tests;

namespace ScaleNet.Serving.Tests.Http;

/// <summary>What the server says of the networks that it serves.</summary>
public sealed class NetworkTests
{
    [Fact]
    public async Task A_network_of_ours_is_described_by_its_spec()
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync([folder.Ours()], options => options with { DrawAllocation = spec => $"<svg>{spec.Name}</svg>" });
        var cost = CostModel.Measure(TinyNetworks.TwoBlocks.Lower(), 4, 4);

        var network = JsonSerializer.Deserialize<JsonElement>((await served.GetAsync("v1/models/ours/network")).Text);

        Assert.Equal("two blocks", network.GetProperty("network").GetString());
        Assert.Equal(SpecJson.Hash(TinyNetworks.TwoBlocks), network.GetProperty("spec_hash").GetString());
        Assert.Equal("[\"cat\",\"dog\"]", network.GetProperty("class_names").GetRawText());
        Assert.Equal(cost.Macs, network.GetProperty("macs").GetInt64());
        Assert.Equal(cost.Parameters, network.GetProperty("parameters").GetInt64());
        Assert.Equal(cost.Parts().Select(part => part.Part), network.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("part").GetString()));
        Assert.Equal(
            """{"scales":[1,2],"blocks":[{"block":"1","stage":"stage 1","channels":[2,2]},{"block":"2","stage":"stage 1","channels":[2,2]}]}""",
            network.GetProperty("allocation").GetRawText());
        Assert.Equal((200, "<svg>two blocks</svg>"), await served.GetAsync("v1/models/ours/network/allocation.svg"));
    }

    [Fact]
    public async Task A_model_of_another_program_by_what_any_model_tells()
    {
        using var folder = new TemporaryFolder();
        await using var served = await Served.StartAsync(folder.Means());

        var network = JsonSerializer.Deserialize<JsonElement>((await served.GetAsync("v1/models/means/network?version=1")).Text);

        Assert.False(network.TryGetProperty("network", out _));
        Assert.Equal("classification", network.GetProperty("kind").GetString());
        Assert.Equal(
            """[{"operator":"Flatten","count":1},{"operator":"GlobalAveragePool","count":1}]""", network.GetProperty("operators").GetRawText());
        Assert.Contains("does not say how its images are normalised", network.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(404, (await served.GetAsync("v1/models/means/network/allocation.svg")).Status);
    }
}

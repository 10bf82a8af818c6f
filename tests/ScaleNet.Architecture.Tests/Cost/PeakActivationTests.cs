using ScaleNet.Architecture.Cost;
using ScaleNet.Architecture.Graphs;

namespace ScaleNet.Architecture.Tests.Cost;

/// <summary>The memory of inference, counted by hand: every map is freed after its last reader.</summary>
public sealed class PeakActivationTests
{
    [Fact]
    public void A_chain_holds_two_maps_at_once()
    {
        // bytes: input 64 -> conv1 128 -> relu 128 -> relu_2 128
        var g = new GraphBuilder("chain");
        g.Output("map", g.Relu(g.Relu(g.Conv(g.Input(1), "conv1", 2, kernel: 3))));

        Assert.Equal(128 + 128, Peak(g));
    }

    [Fact]
    public void A_shortcut_stays_until_it_is_added()
    {
        // bytes: input 64 -> conv1 128 -> relu 128 -> add 128
        //                        \__________________/
        var g = new GraphBuilder("shortcut");
        var x = g.Conv(g.Input(1), "conv1", 2, kernel: 3);
        g.Output("map", g.Add(g.Relu(x), x));

        Assert.Equal(128 + 128 + 128, Peak(g));
    }

    [Fact]
    public void A_map_that_one_node_reads_twice_is_freed_once()
    {
        // bytes: input 64 -> conv1 128 => add 128 -> relu 128
        var g = new GraphBuilder("twice");
        var x = g.Conv(g.Input(1), "conv1", 2, kernel: 3);
        g.Output("map", g.Relu(g.Add(x, x)));

        Assert.Equal(128 + 128, Peak(g));
    }

    [Fact]
    public void The_logits_stay_to_the_end_and_the_other_outputs_where_there_are_no_logits_only()
    {
        // bytes: input 64 -> conv1 128 -> relu 128 -> relu_2 128
        var kept = new GraphBuilder("kept");
        var early = kept.Conv(kept.Input(1), "conv1", 2, kernel: 3);
        kept.Output("late", kept.Relu(kept.Relu(early)));
        kept.Output("early", early);

        var freed = new GraphBuilder("freed");
        early = freed.Conv(freed.Input(1), "conv1", 2, kernel: 3);
        freed.Output("early", early);
        freed.Output(Graph.Logits, freed.Relu(freed.Relu(early)));

        Assert.Equal(128 + 128 + 128, Peak(kept));
        Assert.Equal(128 + 128, Peak(freed));
    }

    private static long Peak(GraphBuilder g) => CostModel.Measure(g.Build(), 4, 4).PeakActivationBytes;
}

using System.Collections.Immutable;
using ScaleNet.Architecture.Comparison;
using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;
using ScaleNet.Architecture.Zoo;

namespace ScaleNet.Architecture.Tests.Comparison;

/// <summary>What counts as a merge of several scales, on nets drawn by hand and on the catalogue.</summary>
public sealed class MultiScaleUnitsTests
{
    //        .-- 1x1 (4) -------------.
    //  x (8)-+-- 1x1 (3) -- 5x5 (6) --+-- concat
    //        '-- pool 3x3 -- 1x1 (2) -'
    [Fact]
    public void Branches_of_several_kernels_are_scales()
    {
        var unit = Assert.Single(Read((g, x) => g.Concat(
        [
            g.Conv(x, "a", 4, kernel: 1),
            g.Conv(g.Conv(x, "b.0", 3, kernel: 1), "b.1", 6, kernel: 5),
            g.Conv(g.MaxPool(x, kernel: 3, stride: 1, padding: 1), "c", 2, kernel: 1),
        ])));

        Assert.Equal("concat", unit.Merge);
        Assert.Equal(
            [new MultiScaleBranch(1, 1, 0, 4), new MultiScaleBranch(5, 1, 0, 6), new MultiScaleBranch(1, 1, 3, 2)],
            unit.Branches);
        Assert.Equal(3, unit.ScaleCount);
        Assert.Equal([4 / 12.0, 6 / 12.0, 2 / 12.0], unit.Shares);
    }

    //        .-- 3x3 (5) -----------------------------.
    //  x (8)-+                                         +-- concat
    //        '-- pool 4x4/4 -- 3x3 (3) -- enlarged ---'
    [Fact]
    public void A_branch_on_a_pooled_map_is_a_scale()
    {
        var unit = Assert.Single(Read((g, x) => g.Concat(
        [
            g.Conv(x, "a", 5, kernel: 3),
            g.Resize(g.Conv(g.MaxPool(x, kernel: 4, stride: 4), "b", 3, kernel: 3), x, ResizeMode.Bilinear),
        ])));

        Assert.Equal([new MultiScaleBranch(3, 1, 0, 5), new MultiScaleBranch(3, 4, 0, 3)], unit.Branches);
    }

    //  x (8) --+-- 3x3 (6) ------------------------------.
    //          '-- mean 2x2 (8) -- 1x1 (6) -- enlarged --+-- add
    [Fact]
    public void A_sum_with_an_enlarged_map_weighs_what_each_part_carries()
    {
        var unit = Assert.Single(Read((g, x) =>
        {
            var full = g.Conv(x, "a", 6, kernel: 3);
            return g.Add(full, g.Resize(g.Conv(g.AvgPool(x, kernel: 2, stride: 2), "b", 6, kernel: 1), full, ResizeMode.Nearest));
        }));

        Assert.Equal("add", unit.Merge);
        Assert.Equal([new MultiScaleBranch(3, 1, 0, 8), new MultiScaleBranch(1, 2, 0, 8)], unit.Branches);
    }

    [Fact]
    public void The_sum_of_a_residual_block_is_no_merge_of_scales() =>
        Assert.Empty(Read((g, x) => g.Add(g.Conv(g.Conv(x, "a", 4, kernel: 1), "b", 8, kernel: 3), x)));

    [Fact]
    public void The_concatenation_of_a_dense_block_is_no_merge_of_scales() =>
        Assert.Empty(Read((g, x) => g.Concat([x, g.Conv(g.Conv(x, "a", 4, kernel: 1), "b", 2, kernel: 3)])));

    [Fact]
    public void Branches_alike_are_no_merge_of_scales() =>
        Assert.Empty(Read((g, x) => g.Concat([g.Conv(x, "a", 4, kernel: 1), g.Conv(x, "b", 4, kernel: 1)])));

    [Theory]
    [InlineData("resnet50")]
    [InlineData("seresnet50")]
    [InlineData("resnext50_32x4d")]
    [InlineData("densenet121")]
    public void Networks_of_one_scale_have_no_summary(string id) =>
        Assert.Null(MultiScaleSummary.Of(Catalog.Get(id).Spec.Lower(), Catalog.ImageNetResolution));

    // As the method's authors compare them: kernels of several sizes or maps of several sizes, joined or added, channels set
    // by hand, alike, by one ratio, or learned for each block.
    [Theory]
    [InlineData("googlenet_5x5", "concat", 4, ShareRule.PerBlock, 9)]
    [InlineData("mixnet_s", "concat", 5, ShareRule.Even, 13)]
    [InlineData("mixnet_l", "concat", 4, ShareRule.Even, 16)]
    [InlineData("blresnet50", "add", 2, ShareRule.OneRatio, 3)]
    [InlineData("oct_resnet50", "add", 2, ShareRule.Even, 37)]
    [InlineData("scalenet50", "concat", 4, ShareRule.PerBlock, 16)]
    public void The_compared_networks_are_read_as_their_papers_describe_them(
        string id, string merge, int mostScales, ShareRule shares, int merges)
    {
        var summary = MultiScaleSummary.Of(Catalog.Get(id).Spec.Lower(), Catalog.ImageNetResolution)!;

        Assert.Equal([merge], summary.Merges);
        Assert.Equal(mostScales, summary.MostScales);
        Assert.Equal(shares, summary.Shares);
        Assert.Equal(merges, summary.MergeCount);
    }

    [Fact]
    public void The_kernels_and_map_sizes_are_those_of_the_branches()
    {
        var google = MultiScaleSummary.Of(Catalog.Get("googlenet_5x5").Spec.Lower(), Catalog.ImageNetResolution)!;
        var scale = MultiScaleSummary.Of(Catalog.Get("scalenet50_light").Spec.Lower(), Catalog.ImageNetResolution)!;

        Assert.Equal([1, 3, 5], google.Kernels);
        Assert.Equal([3], google.Poolings);
        Assert.Equal([1], google.Reductions);
        Assert.Equal([1, 3], scale.Kernels);
        Assert.Equal([1, 2, 4, 7], scale.Reductions);
    }

    private static ImmutableArray<MultiScaleUnit> Read(Func<GraphBuilder, NodeId, NodeId> body)
    {
        var g = new GraphBuilder("net");
        var x = g.Relu(g.Conv(g.Input(3), "stem", 8, kernel: 3));
        g.Output("map", g.Relu(body(g, x)));
        return MultiScaleUnits.Read(g.Build(), resolution: 16);
    }
}

using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Specs;

namespace ScaleNet.Architecture.Zoo;

/// <summary>ScaleNet: a residual network of scale-aggregation blocks.</summary>
/// <remarks>
/// <para>Source: Li et al. 2019 as released, pytorch/scalenet.py, with two defects mended that change no defined output: a branch
/// without channels is not built at all, and a map smaller than a branch's pooling window is pooled as a whole.</para>
/// <para>Small images (28 to 64 pixels): the stem keeps the size, there are three stages, and the blocks are the same. The
/// pooling window of scale s is min(s, side), so on a 7-pixel map the scales 8 and above all see the whole map; the branch
/// kernel is 1x1 where the rule below says so for the side at the design resolution; the branch is resized to the block's map
/// by replication where both sides divide, else bilinearly.</para>
/// </remarks>
internal static class ScaleAggregationNet
{
    public static Graph Lower(ScaleNetSpec spec, GraphBuilder g)
    {
        var x = Frame.Stem(g, spec);
        var sides = spec.StageSides();
        var place = 0;
        for (var stage = 0; stage < spec.Stages.Length; stage++)
        {
            var block = new ScaleAggregationBlock(spec.Scales, spec.Stages[stage].Planes, sides[stage]);
            for (var index = 0; index < spec.Stages[stage].Blocks.Length; index++)
            {
                using var scope = g.Scope($"layer{stage + 1}.{index}");
                var input = stage > 0 && index == 0 ? g.MaxPool(x, kernel: 2, stride: 2) : x;
                x = block.Lower(g, input, spec.Stages[stage].Blocks[index], place++, project: index == 0);
            }

            g.Output($"layer{stage + 1}", x);
        }

        return Frame.Head(g, x, spec);
    }
}

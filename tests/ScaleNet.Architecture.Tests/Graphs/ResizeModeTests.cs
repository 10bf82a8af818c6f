using ScaleNet.Architecture.Graphs;
using ScaleNet.Architecture.Graphs.Operations;

namespace ScaleNet.Architecture.Tests.Graphs;

/// <summary>Where a branch is resized by replication and where bilinearly, as the release decides it.</summary>
public sealed class ResizeModeTests
{
    // Of each stage, the scales (of 2, 4, 7) whose branch is resized by replication.
    [Theory]
    [InlineData(224, 224, "2 4 7", "2 4 7", "2 7", "4 7")]
    [InlineData(600, 1000, "2", "", "", "")]
    [InlineData(800, 1200, "2 4", "2", "", "")]
    [InlineData(608, 1024, "2 4", "2 4", "2", "")]
    public void Branches_are_replicated_exactly_where_both_sides_divide(int height, int width, params string[] expected)
    {
        var graph = TinyNetworks.OneBlockPerStage.Lower();

        Assert.Equal(expected, NearestScales(graph, ShapeInference.Infer(graph, height, width)));
    }

    // Rows: the stage's side, the scale, the branch's side, and whether it is resized by replication.
    [Theory]
    [InlineData(56, 2, 28, true)]
    [InlineData(56, 4, 14, true)]
    [InlineData(56, 7, 8, true)]
    [InlineData(28, 2, 14, true)]
    [InlineData(28, 4, 7, true)]
    [InlineData(28, 7, 4, true)]
    [InlineData(14, 2, 7, true)]
    [InlineData(14, 4, 3, false)]
    [InlineData(14, 7, 2, true)]
    [InlineData(7, 2, 3, false)]
    [InlineData(7, 4, 1, true)]
    [InlineData(7, 7, 1, true)]
    public void At_224_pixels_the_branches_have_the_sides_of_the_release(int side, int scale, int branchSide, bool nearest)
    {
        var pool = new MaxPoolOp(scale, scale, 0, ShrinkToMap: true);
        var resize = new ResizeOp(ResizeMode.NearestWhereDivisible);

        Assert.Equal(branchSide, pool.OutputShape([new MapShape(1, side, side)]).Height);
        Assert.Equal(nearest, resize.IsNearest(branchSide, branchSide, side, side));
    }

    [Theory]
    [InlineData(ResizeMode.Nearest, 3, 3, 7, 7, true)]
    [InlineData(ResizeMode.Bilinear, 2, 2, 4, 4, false)]
    [InlineData(ResizeMode.NearestWhereDivisible, 2, 2, 4, 4, true)]
    [InlineData(ResizeMode.NearestWhereDivisible, 2, 3, 4, 4, false)]
    [InlineData(ResizeMode.NearestWhereDivisible, 3, 2, 4, 4, false)]
    [InlineData(ResizeMode.NearestWhereDivisible, 2, 1, 4, 9, true)]
    [InlineData(ResizeMode.NearestWhereDivisible, 4, 4, 2, 2, false)]
    public void The_mode_decides_from_both_sides(
        ResizeMode mode, int fromHeight, int fromWidth, int toHeight, int toWidth, bool nearest)
    {
        Assert.Equal(nearest, new ResizeOp(mode).IsNearest(fromHeight, fromWidth, toHeight, toWidth));
    }

    [Theory]
    [InlineData(ResizeMode.Nearest, "nearest")]
    [InlineData(ResizeMode.Bilinear, "bilinear")]
    [InlineData(ResizeMode.NearestWhereDivisible, "nearest|bilinear")]
    public void The_table_names_the_mode(ResizeMode mode, string expected)
    {
        Assert.Equal(expected, new ResizeOp(mode).Describe());
    }

    private static IEnumerable<string> NearestScales(Graph graph, IReadOnlyList<MapShape> shapes) =>
        graph.Nodes
            .Where(node => node.Op is ResizeOp)
            .GroupBy(node => node.Part)
            .Select(block => string.Join(' ', block
                .Where(node => ((ResizeOp)node.Op).IsNearest(shapes[node.Inputs[0]], shapes[node.Inputs[1]]))
                .Select(node => TinyNetworks.OneBlockPerStage.Scales[graph.Nodes[node.Inputs[0]].Branch!.Value.Scale])));
}

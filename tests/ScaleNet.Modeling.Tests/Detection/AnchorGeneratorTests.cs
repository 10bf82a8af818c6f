using System.Text.Json;
using ScaleNet.Modeling.Detection;
using static TorchSharp.torch;

namespace ScaleNet.Modeling.Tests.Detection;

public sealed class AnchorGeneratorTests
{
    [Theory]
    [InlineData("fpn_320x480")]
    [InlineData("fpn_320x512")]
    [InlineData("c4_320x480")]
    public void Anchors_are_the_references(string name)
    {
        using var scope = NewDisposeScope();
        var reference = DetectionReference.Read("anchors").GetProperty(name);
        var image = reference.GetProperty("image_hw").Integers();
        var levels = reference.GetProperty("levels").EnumerateArray().ToArray();
        var generator = levels.Length > 1 ? AnchorGenerator.Pyramid : AnchorGenerator.SingleLevel;

        for (var i = 0; i < levels.Length; i++)
        {
            var map = levels[i].GetProperty("feature_hw").Integers();

            var anchors = generator.Level(i, image[0], image[1], map[0], map[1]);

            Check(levels[i], generator, i, anchors, map[1]);
        }

        Assert.Equal(levels.Length, generator.Levels);
    }

    [Fact]
    public void A_step_of_a_cell_moves_anchors_by_the_stride()
    {
        using var scope = NewDisposeScope();
        var generator = new AnchorGenerator([[16, 40]], [0.5, 2]);

        var anchors = generator.Level(0, 64, 96, 8, 8).reshape(8, 8, 4, 4);

        var right = anchors.narrow(1, 1, 7).sub(anchors.narrow(1, 0, 7));
        var down = anchors.narrow(0, 1, 7).sub(anchors.narrow(0, 0, 7));
        Assert.True(right.eq(tensor([12f, 0, 12, 0])).all().item<bool>());
        Assert.True(down.eq(tensor([0f, 8, 0, 8])).all().item<bool>());
    }

    [Fact]
    public void A_map_larger_than_its_image_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => AnchorGenerator.Pyramid.Level(0, 32, 32, 33, 32));

    [Fact]
    public void A_level_without_sizes_is_refused() =>
        Assert.Contains("[1, 0]", Assert.Throws<ArgumentException>(() => new AnchorGenerator([[32], []], [1])).Message);

    private static void Check(JsonElement level, AnchorGenerator generator, int index, Tensor anchors, int columns)
    {
        var values = anchors.Values();
        var perRow = columns * generator.PerCell(index) * 4;
        Assert.Equal(level.GetProperty("n").GetInt64(), anchors.shape[0]);
        Assert.Equal(level.GetProperty("cell_anchors").Floats(), generator.CellAnchors(index).ToArray());
        Assert.Equal(level.GetProperty("first10").Floats(), values[..40]);
        Assert.Equal(level.GetProperty("last3").Floats(), values[^12..]);
        Assert.Equal(level.GetProperty("row1_first3").Floats(), values[perRow..(perRow + 12)]);
        Assert.Equal(
            level.GetProperty("sum_xyxy").Numbers(),
            Enumerable.Range(0, 4).Select(side => values.Where((_, i) => i % 4 == side).Sum(value => (double)value)));
        Assert.Equal(level.Number("abs_sum"), values.Sum(value => Math.Abs((double)value)));
    }
}

using FsCheck;
using FsCheck.Xunit;
using ScaleNet.Data.Images;

namespace ScaleNet.Data.Tests.Images;

public sealed class TriangleResizerTests
{
    // By hand, for 4 -> 2: scale 2, so the triangle reaches 2 source pixels. Centre 1: pixels at 0.5, 1.5, 2.5 weigh
    // 3/4, 3/4, 1/4; (0 * 3 + 40 * 3 + 80) / 7 = 28.6. Centre 3: 1/4, 3/4, 3/4; (40 + 80 * 3 + 200 * 3) / 7 = 125.7.
    // For 2 -> 4: centres 0.25, 0.75, 1.25, 1.75; the outer two see one pixel only, the inner two 3/4 and 1/4.
    [Theory]
    [InlineData(new byte[] { 0, 40, 80, 200 }, new byte[] { 29, 126 })]
    [InlineData(new byte[] { 0, 100 }, new byte[] { 0, 25, 75, 100 })]
    [InlineData(new byte[] { 10, 20, 30, 40, 50 }, new byte[] { 20, 40 })]
    [InlineData(new byte[] { 0, 255, 0, 255, 0, 255 }, new byte[] { 109, 128, 146 })]
    [InlineData(new byte[] { 9, 8, 7 }, new byte[] { 9, 8, 7 })]
    [InlineData(new byte[] { 5 }, new byte[] { 5, 5, 5 })]
    public void Rows_and_columns_match_hand_computed_values(byte[] source, byte[] expected)
    {
        var row = new PixelPlane(source.Length, 1, source);
        var column = new PixelPlane(1, source.Length, source);

        Assert.Equal(expected, Resize(row, expected.Length, 1).Values);
        Assert.Equal(expected, Resize(column, 1, expected.Length).Values);
    }

    [Fact]
    public void Rows_are_rounded_before_columns()
    {
        // Rows: (0, 1) -> 0.5 -> 1 and (0, 0) -> 0. Column: (1, 0) -> 0.5 -> 1. In one step it would be 0.25 -> 0.
        var plane = new PixelPlane(2, 2, [0, 1, 0, 0]);

        Assert.Equal([1], Resize(plane, 1, 1).Values);
    }

    [Fact]
    public void A_wanted_part_is_that_part_of_the_whole()
    {
        var plane = new PixelPlane(7, 5, [.. Enumerable.Range(0, 35).Select(i => (byte)(i * 37 % 256))]);
        var whole = Resize(plane, 9, 4);

        var part = TriangleResizer.Resize(
            plane, new AxisPlan(7, 9, First: 3, Count: 2), new AxisPlan(5, 4, First: 1, Count: 3));

        Assert.Equal([.. Pair(whole, 1), .. Pair(whole, 2), .. Pair(whole, 3)], part.Values);
    }

    [Property(MaxTest = 30)]
    public bool An_even_plane_stays_even(PositiveInt source, PositiveInt target, byte level)
    {
        int from = 1 + (source.Get % 50);
        int to = 1 + (target.Get % 50);
        var plane = new PixelPlane(from, from, [.. Enumerable.Repeat(level, from * from)]);
        return Resize(plane, to, to).Values.All(value => value == level);
    }

    [Property(MaxTest = 30)]
    public bool The_same_size_changes_nothing(byte[] values) =>
        values.Length == 0
        || Resize(new PixelPlane(values.Length, 1, values), values.Length, 1).Values.SequenceEqual(values);

    private static PixelPlane Resize(PixelPlane source, int width, int height) => TriangleResizer.Resize(
        source, AxisPlan.Whole(source.Width, width), AxisPlan.Whole(source.Height, height));

    private static byte[] Pair(PixelPlane plane, int row) =>
        plane.Values[((row * plane.Width) + 3)..((row * plane.Width) + 5)];
}

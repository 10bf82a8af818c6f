using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;

namespace ScaleNet.Data.Tests.Datasets;

public sealed class ImageSetTests
{
    // Two colour images of 1 x 2 pixels: N,C,H,W.
    private static readonly byte[] Pixels = [0, 255, 10, 10, 51, 51, 0, 255, 30, 30, 51, 102];

    private static ImageSet Colour() => new("colour", ["a", "b", "c"], new ImageShape(3, 1, 2), Pixels, [2, 1]);

    [Fact]
    public void An_image_is_read_by_its_index()
    {
        var set = Colour();

        Assert.Equal([0, 255, 30, 30, 51, 102], set.Image(1).ToArray());
        Assert.Equal(1, set.Label(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Label(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Image(-1).Length);
    }

    [Fact]
    public void Statistics_are_per_channel_in_units_of_one()
    {
        var set = Colour();

        // Channel 0: 0, 255, 0, 255. Channel 1: 10, 10, 30, 30. Channel 2: 51, 51, 51, 102.
        Assert.Equal([0.5, 20 / 255.0, 0.25], set.Mean, new CloseTo(1e-12));
        Assert.Equal([0.5, 10 / 255.0, Math.Sqrt(3) / 20], set.StandardDeviation, new CloseTo(1e-12));
    }

    [Fact]
    public void A_slice_is_a_set_of_its_own()
    {
        var slice = Colour().Slice(1, 1);

        Assert.Equal("colour[1..2]", slice.Name);
        Assert.Equal([0, 255, 30, 30, 51, 102], slice.Image(0).ToArray());
        Assert.Equal([1], slice.Labels.ToArray());
        Assert.Equal(30 / 255.0, slice.Mean[1], 1e-12);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 3)]
    [InlineData(2, 1)]
    [InlineData(1, int.MaxValue)]
    public void A_slice_outside_the_set_is_refused(int start, int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Colour().Slice(start, count));

    [Fact]
    public void The_caller_cannot_change_a_set()
    {
        byte[] pixels = [1, 2];
        var set = new ImageSet("own", ["a"], new ImageShape(1, 1, 2), pixels, [0]);

        pixels[0] = 99;

        Assert.Equal(1, set.Image(0)[0]);
    }

    [Fact]
    public void A_label_out_of_range_is_refused()
    {
        var problem = Assert.Throws<DatasetException>(
            () => new ImageSet("bad", ["a"], new ImageShape(1, 1, 1), [1, 2], [0, -1]));

        Assert.StartsWith(
            "bad: the label of image 1 is -1, expected 0 to 0",
            problem.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_number_of_pixels_is_refused()
    {
        var problem = Assert.Throws<DatasetException>(
            () => new ImageSet("bad", ["a"], new ImageShape(1, 2, 2), [1, 2, 3], [0]));

        Assert.StartsWith(
            "bad: got 3 pixel values, expected 4 (1 labels x 1x2x2)",
            problem.Message,
            StringComparison.Ordinal);
    }
}

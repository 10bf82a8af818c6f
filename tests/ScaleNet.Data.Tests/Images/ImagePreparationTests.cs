using FsCheck;
using FsCheck.Xunit;
using ScaleNet.Data.Images;

namespace ScaleNet.Data.Tests.Images;

public sealed class ImagePreparationTests
{
    // Normalising gives back the byte values with these, but for float rounding.
    private static readonly float[] Zero = [0f, 0f, 0f];
    private static readonly float[] Unit = [1f / 255f, 1f / 255f, 1f / 255f];
    private static readonly CloseTo Close = new(1e-4);

    [Fact]
    public void Grey_is_rec_601_luma()
    {
        var image = new DecodedImage(4, 1, [255, 0, 0, 0, 255, 0, 0, 0, 255, 200, 100, 50]);

        // 76.2, 149.7, 29.1, and 59.8 + 58.7 + 5.7 = 124.2
        Assert.Equal([76, 150, 29, 124], ImagePreparation.ToInput(image, Grey(1, 4)), Close);
    }

    [Fact]
    public void Colour_is_split_into_planes()
    {
        var image = new DecodedImage(2, 1, [1, 2, 3, 4, 5, 6]);

        var input = ImagePreparation.ToInput(image, new Preprocessing(3, 1, 2, Zero, Unit));

        Assert.Equal([1, 4, 2, 5, 3, 6], input, Close);
    }

    [Fact]
    public void A_picture_of_the_right_size_is_only_normalised()
    {
        var image = GreyPicture(2, 2, 0, 51, 102, 255);

        var input = ImagePreparation.ToInput(image, new Preprocessing(1, 2, 2, [0.5f], [0.25f]));

        Assert.Equal([-2f, -1.2f, -0.4f, 2f], input, Close);
    }

    [Fact]
    public void Inverting_comes_before_normalising()
    {
        var input = ImagePreparation.ToInput(GreyPicture(2, 1, 0, 200), Grey(1, 2), invert: true);

        Assert.Equal([255, 55], input, Close);
    }

    [Fact]
    public void The_centre_is_cut_out_of_a_wide_picture()
    {
        // Height fits already, so nothing is resampled; three columns too many: two go left (half to even), one right.
        var image = GreyPicture(5, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);

        Assert.Equal([3, 4, 8, 9], ImagePreparation.ToInput(image, Grey(2, 2)), Close);
    }

    [Fact]
    public void The_short_side_of_a_tall_picture_is_scaled()
    {
        // 2 x 6 -> 1 x 3 -> the middle one. Rows average to 10, 20, 30, 50, 90, 90. Centre 3 of 6 with reach 2:
        // (20 * 1 + 30 * 3 + 50 * 3 + 90 * 1) / 8 = 43.75.
        var image = GreyPicture(2, 6, 10, 10, 20, 20, 30, 30, 50, 50, 90, 90, 90, 90);

        Assert.Equal([44], ImagePreparation.ToInput(image, Grey(1, 1)), Close);
    }

    [Fact]
    public void An_input_that_is_not_square_is_covered()
    {
        // 4 x 4 to 2 high, 4 wide: the width is tight, so scale 1 and the two middle rows.
        var image = GreyPicture(4, 4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);

        Assert.Equal([5, 6, 7, 8, 9, 10, 11, 12], ImagePreparation.ToInput(image, Grey(2, 4)), Close);
    }

    [Fact]
    public void A_picture_that_is_nearly_a_line_takes_no_more_than_it_needs()
    {
        var image = new DecodedImage(1_000_000, 1, new byte[3_000_000]);

        Assert.Equal(224 * 224, ImagePreparation.ToInput(image, Grey(224, 224)).Length);
    }

    [Property(MaxTest = 60)]
    public bool Any_picture_is_scaled_as_planes_are_one_by_one(PositiveInt width, PositiveInt height, PositiveInt side, bool isGrey)
    {
        var (columns, rows) = (1 + (width.Get * 7 % 200), 1 + (height.Get * 11 % 200));
        var image = new DecodedImage(columns, rows, [.. Enumerable.Range(0, 3 * columns * rows).Select(index => (byte)(index * 2_654_435_761L >> 13))]);
        var channels = isGrey ? 1 : 3;
        var preprocessing = new Preprocessing(channels, 1 + (side.Get % 40), 17, new float[channels], [.. Enumerable.Repeat(1f / 255, channels)], cropRatio: 0.875);
        var (horizontal, vertical) = AxisPlan.Center(columns, rows, preprocessing);

        var expected = Enumerable.Range(0, channels)
            .Select(channel => isGrey ? PixelPlane.Of(image) : PixelPlane.Channel(image, channel))
            .SelectMany(plane => TriangleResizer.Resize(plane, horizontal, vertical).Values);

        return ImagePreparation.ToInput(image, preprocessing).Select(value => (byte)MathF.Round(value)).SequenceEqual(expected);
    }

    [Fact]
    public void A_picture_that_is_too_long_to_be_scaled_is_refused()
    {
        var image = new DecodedImage(20_000_000, 1, new byte[60_000_000]);

        var problem = Assert.Throws<DatasetException>(() => ImagePreparation.ToInput(image, new Preprocessing(1, 1, 20_000_000, [0f], [1f], cropRatio: 0.5)));

        Assert.StartsWith("the picture: a part of 20000000 x 1 pixels is too long", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_takes_no_picture_is_named()
    {
        var preprocessing = new Preprocessing(2, 1, 1, [0f, 0f], [1f, 1f]);

        var problem = Assert.Throws<DatasetException>(
            () => ImagePreparation.ToInput(GreyPicture(1, 1, 5), preprocessing));

        Assert.StartsWith(
            "preprocessing: the network takes 2 channels, expected 1 (grey) or 3",
            problem.Message,
            StringComparison.Ordinal);
    }

    private static Preprocessing Grey(int height, int width) => new(1, height, width, [0f], [1f / 255f]);

    private static DecodedImage GreyPicture(int width, int height, params byte[] pixels) =>
        new(width, height, [.. pixels.SelectMany(pixel => new[] { pixel, pixel, pixel })]);
}

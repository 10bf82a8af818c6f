using FsCheck;
using FsCheck.Xunit;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Evaluation.Tests.Boxes;

public sealed class BoxXyxyTests
{
    private static readonly ImageSize Image = new(Height: 30, Width: 40);

    [Fact]
    public void A_box_by_its_corner_and_size_is_one_by_its_corners() =>
        Assert.Equal(new BoxXyxy(3, 4, 13, 24.5), BoxXyxy.Of(new BoxXywh(3, 4, 10, 20.5)));

    [Fact]
    public void Flipping_mirrors_both_edges() => Assert.Equal(new BoxXyxy(10, 2, 37, 9), new BoxXyxy(3, 2, 30, 9).FlippedIn(40));

    [Fact]
    public void Clipping_brings_every_edge_into_the_image() =>
        Assert.Equal(new BoxXyxy(0, 5, 40, 30), new BoxXyxy(-7, 5, 41, 99).ClippedTo(Image));

    [Theory]
    [InlineData(40, 0, 50, 30)] // right of it
    [InlineData(-9, 0, 0, 30)] // left of it
    [InlineData(0, 30, 40, 31)] // below it
    [InlineData(5, 5, 5, 9)] // without width
    [InlineData(5, 9, 9, 9)] // without height
    public void Nothing_of_a_box_outside_has_an_area(double x1, double y1, double x2, double y2) =>
        Assert.False(new BoxXyxy(x1, y1, x2, y2).ClippedTo(Image).HasArea);

    [Property]
    public bool Flipping_twice_changes_nothing_and_once_keeps_the_size(short x, short y, byte width, byte height, byte imageWidth)
    {
        var box = BoxXyxy.Of(new BoxXywh(x, y, width, height));

        var flipped = box.FlippedIn(imageWidth);

        return flipped.FlippedIn(imageWidth) == box && (flipped.Width, flipped.Height) == (box.Width, box.Height);
    }

    [Property]
    public bool Clipping_and_flipping_go_in_either_order(short x, short y, byte width, byte height)
    {
        var box = BoxXyxy.Of(new BoxXywh(x, y, width, height));

        return box.ClippedTo(Image).FlippedIn(Image.Width) == box.FlippedIn(Image.Width).ClippedTo(Image);
    }

    [Property]
    public bool Clipping_twice_changes_nothing_more(NormalFloat x, NormalFloat y, NonNegativeInt width, NonNegativeInt height)
    {
        var clipped = BoxXyxy.Of(new BoxXywh(x.Get, y.Get, width.Get, height.Get)).ClippedTo(Image);

        return clipped.ClippedTo(Image) == clipped && clipped is { X1: >= 0, Y1: >= 0, X2: <= 40, Y2: <= 30 };
    }
}

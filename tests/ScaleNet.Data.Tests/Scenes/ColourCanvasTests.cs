using ScaleNet.Data.Images;
using ScaleNet.Data.Scenes;

namespace ScaleNet.Data.Tests.Scenes;

public sealed class ColourCanvasTests
{
    private static readonly Tint White = new(255, 255, 255);

    [Fact]
    public void The_ground_goes_from_one_colour_to_the_other_and_is_nobodys()
    {
        var canvas = new ColourCanvas();

        canvas.Begin(width: 3, height: 1, [0, 0.5f, 1], new Tint(0, 100, 255), new Tint(200, 100, 55));

        Assert.Equal([0, 100, 255, 255, 100, 100, 155, 255, 200, 100, 55, 255], canvas.Pixels.Pixels.ToArray());
        Assert.Equal([0, 0, 0], canvas.Owners.ToArray());
    }

    [Fact]
    public void A_thing_is_tinted_and_shines_through_where_it_is_not_opaque()
    {
        var canvas = Black(2, 1, level: 100);

        canvas.Draw(Sprite(2, (200, 255), (50, 102)), left: 0, top: 0, new Tint(255, 51, 0), owner: 7);

        // The second pixel lets 153/255 of the ground through and is the thing's no more than by 102/255.
        Assert.Equal([200, 40, 0, 255, 110, 70, 60, 255], canvas.Pixels.Pixels.ToArray());
        Assert.Equal([7, 0], canvas.Owners.ToArray());
    }

    [Theory]
    [InlineData(-1, -1, "7...", 1)]
    [InlineData(1, 1, "...7", 1)]
    [InlineData(0, -1, "77..", 2)]
    [InlineData(2, 0, "....", 0)]
    [InlineData(0, 0, "7777", 4)]
    public void What_reaches_beyond_the_edges_is_not_seen(int left, int top, string owners, int seen)
    {
        var canvas = Black(2, 2, level: 0);
        var sprite = Sprite(2, (9, 255), (9, 255), (9, 255), (9, 255));
        var covered = new int[8];

        canvas.CountCovered(sprite, left, top, covered);
        canvas.Draw(sprite, left, top, White, owner: 7);

        Assert.Equal(owners, string.Concat(canvas.Owners.ToArray().Select(owner => owner == 0 ? '.' : '7')));
        Assert.Equal(seen, covered[ColourCanvas.Nobody]);
    }

    [Fact]
    public void Whose_pixels_are_covered_is_counted_by_opaque_ones()
    {
        var canvas = Black(3, 1, level: 0);
        canvas.Draw(Sprite(1, (9, 255)), left: 1, top: 0, White, owner: 3);
        var sprite = Sprite(3, (9, 128), (9, 255), (9, 127));
        var covered = new int[4];

        canvas.CountCovered(sprite, left: 0, top: 0, covered);

        Assert.Equal([1, 0, 0, 1], covered);
        Assert.Equal(2, ColourCanvas.SolidPixels(sprite));
    }

    [Fact]
    public void A_new_scene_knows_nothing_of_the_last_one()
    {
        var canvas = Black(2, 1, level: 0);
        canvas.Draw(Sprite(2, (9, 255), (9, 255)), left: 0, top: 0, White, owner: 3);

        canvas.Begin(width: 1, height: 1, [0], new Tint(1, 2, 3), White);

        Assert.Equal([1, 2, 3, 255], canvas.Pixels.Pixels.ToArray());
        Assert.Equal([0], canvas.Owners.ToArray());
    }

    private static ColourCanvas Black(int width, int height, byte level)
    {
        var canvas = new ColourCanvas();
        canvas.Begin(width, height, new float[width * height], new Tint(level, level, level), White);
        return canvas;
    }

    private static PixelBuffer Sprite(int width, params (byte Level, byte Opacity)[] pixels)
    {
        var sprite = new PixelBuffer();
        sprite.SetSize(width, pixels.Length / width);
        foreach (var (index, pixel) in pixels.Index())
        {
            byte[] bytes = [pixel.Level, pixel.Level, pixel.Level, pixel.Opacity];
            bytes.CopyTo(sprite.Pixels[(index * PixelBuffer.BytesPerPixel)..]);
        }

        return sprite;
    }
}

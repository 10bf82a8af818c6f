using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Scenes;

namespace ScaleNet.Data.Tests.Scenes;

public sealed class GarmentCutterTests
{
    private readonly GarmentCutter _cutter = new();

    [Fact]
    public void The_surroundings_are_not_seen_and_a_dark_spot_inside_is()
    {
        var garment = Cut(
            "........",
            "..####..",
            "..#..#..",
            "..####..",
            "........");

        Assert.Equal(new PixelRegion(2, 1, 4, 3), garment.Box);
        Assert.Equal(
            """
            ........
            ..####..
            ..####..
            ..####..
            ........
            """,
            Opaque(garment));
    }

    [Fact]
    public void A_gap_that_is_larger_than_a_spot_is_seen_through()
    {
        var garment = Cut(
            ".######.",
            ".#....#.",
            ".#....#.",
            ".#....#.",
            ".#....#.",
            ".#....#.",
            ".######.");

        Assert.Equal(new PixelRegion(1, 0, 6, 7), garment.Box);
        Assert.Equal(
            """
            .######.
            .#....#.
            .#....#.
            .#....#.
            .#....#.
            .#....#.
            .######.
            """,
            Opaque(garment));
    }

    [Fact]
    public void A_dark_edge_is_as_opaque_as_it_is_bright_and_a_dark_inside_is_opaque()
    {
        // 48 of 96, from which on an edge is opaque; the 20 in the middle has no ground beside it.
        byte[] image =
        [
            0, 0, 0, 0, 0,
            0, 48, 200, 48, 0,
            0, 200, 20, 200, 0,
            0, 95, 96, 16, 0,
            0, 15, 0, 0, 0,
        ];

        var garment = _cutter.Cut(image, width: 5);

        Assert.Equal(
            [
                0, 0, 0, 0, 0,
                0, 127, 255, 127, 0,
                0, 255, 255, 255, 0,
                0, 252, 255, 42, 0,
                0, 0, 0, 0, 0,
            ],
            Opacity(garment));
        Assert.Equal([200, 200, 200, 255], garment.Pixels.Row(1)[8..12].ToArray());
    }

    [Fact]
    public void An_image_without_a_garment_is_a_frame_through_which_all_is_seen()
    {
        var garment = _cutter.Cut(new byte[12], width: 4);

        Assert.Equal(PixelRegion.Whole(4, 3), garment.Box);
        Assert.All(Opacity(garment), opacity => Assert.Equal(0, opacity));
    }

    [Fact]
    public void No_pixel_is_brighter_than_it_is_opaque_where_it_is_drawn()
    {
        var images = FashionMnist.LoadEmbedded().Test.InMemory();
        for (int i = 0; i < 500; i++)
        {
            var garment = _cutter.Cut(images.Image(i), images.Width);
            var pixels = garment.Pixels.Pixels;
            for (int pixel = 0; pixel < pixels.Length; pixel += PixelBuffer.BytesPerPixel)
            {
                Assert.False(pixels[pixel] > pixels[pixel + 3]);
            }
        }
    }

    private static IEnumerable<byte> Opacity(Garment garment) => garment.Pixels.Pixels.ToArray().Where((_, i) => i % 4 == 3);

    private static string Opaque(Garment garment) => string.Join(
        '\n', Opacity(garment).Select(opacity => opacity == 255 ? '#' : '.').Chunk(garment.Pixels.Width).Select(row => new string(row)));

    private Garment Cut(params string[] rows) =>
        _cutter.Cut([.. rows.SelectMany(row => row).Select(dot => dot == '#' ? (byte)200 : (byte)0)], rows[0].Length);
}

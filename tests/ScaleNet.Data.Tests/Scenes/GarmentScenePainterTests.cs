using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Scenes;
using ScaleNet.Data.Tests.Images;

namespace ScaleNet.Data.Tests.Scenes;

public sealed class GarmentScenePainterTests
{
    private const int Side = 64;
    private const int Scenes = 500;
    private const int SizedScenes = 3_000;
    private static readonly SceneStream Stream = new(Seed: 5, Part: 0);
    private static readonly ImageSet Garments = FashionMnist.LoadEmbedded().Train.InMemory();

    [Fact]
    public void Garments_are_of_all_sizes_each_octave_as_often()
    {
        var sides = LongSides();

        Assert.Equal((12, Side), (sides.Min(), sides.Max()));

        // Shares of 12..20, 21..36 and 37..64: sums of 1/s over the sum of all, 1.7240; five standard deviations are 0.044.
        Assert.Equal(0.3352, Share(sides, 12, 20), 0.044);
        Assert.Equal(0.3346, Share(sides, 21, 36), 0.044);
        Assert.Equal(0.3302, Share(sides, 37, 64), 0.044);
    }

    [Fact]
    public void Everything_lies_on_the_canvas_and_garments_come_to_its_every_corner()
    {
        var pixels = new byte[Side * Side];
        var painter = new GarmentScenePainter(Garments, Side);
        var reached = (Left: Side, Top: Side, Right: 0, Bottom: 0);
        for (int i = 0; i < Scenes; i++)
        {
            var scene = painter.Paint(i, Stream.Of(i), pixels);
            AssertInside(scene.Garment.Box);
            foreach (var fragment in scene.Fragments)
            {
                AssertInside(fragment.Box);
            }

            var box = scene.Garment.Box;
            reached = (Math.Min(reached.Left, box.Left), Math.Min(reached.Top, box.Top), Math.Max(reached.Right, box.Right), Math.Max(reached.Bottom, box.Bottom));
        }

        Assert.Equal((0, 0, Side, Side), reached);
    }

    [Fact]
    public void Fragments_are_of_other_garments_and_smaller_than_the_garment()
    {
        var pixels = new byte[Side * Side];
        var painter = new GarmentScenePainter(Garments, Side);
        var counts = new HashSet<int>();
        for (int i = 0; i < Scenes; i++)
        {
            var scene = painter.Paint(i, Stream.Of(i), pixels);
            int garment = LongSide(scene.Garment.Box);
            Assert.Equal(i, scene.Garment.Source);
            counts.Add(scene.Fragments.Length);
            foreach (var fragment in scene.Fragments)
            {
                Assert.NotEqual(i, fragment.Source);
                Assert.InRange(LongSide(fragment.Box), 4, Math.Min(16, garment * 3 / 4));
            }
        }

        Assert.Equal([3, 4, 5, 6, 7, 8], counts.Order());
    }

    [Fact]
    public void A_garment_covers_its_box_and_nothing_else()
    {
        // Two white squares: the whole of one is drawn over pieces of the other and ground, all but white.
        var white = new byte[2 * 28 * 28];
        white.AsSpan().Fill(byte.MaxValue);
        var squares = new ImageSet("squares", ["square"], new ImageShape(1, 28, 28), white, new int[2]);
        var painter = new GarmentScenePainter(squares, Side);
        var pixels = new byte[Side * Side];
        for (int i = 0; i < 200; i++)
        {
            var scene = painter.Paint(0, Stream.Of(i), pixels);
            var box = scene.Garment.Box;
            byte level = pixels[(box.Top * Side) + box.Left];

            Assert.InRange(level, 190, 255);
            Assert.Equal(box.Width * box.Height, Rows(pixels, box).Count(pixel => pixel == level));
            Assert.Equal(box.Width, box.Height);
        }
    }

    [Fact]
    public void A_real_garment_is_at_its_box()
    {
        var pixels = new byte[Side * Side];
        var painter = new GarmentScenePainter(Garments, Side);
        var cutter = new GarmentCutter();
        for (int i = 0; i < 100; i++)
        {
            var box = painter.Paint(i, Stream.Of(i), pixels).Garment.Box;
            var (_, part) = cutter.Cut(Garments.Image(i), 28);
            byte[] piece = [.. Rows(Garments.Image(i).ToArray(), part, stride: 28).Select(level => level < 16 ? (byte)0 : level)]; // 0: ground
            var expected = TriangleResizer.Resize(
                new PixelPlane(part.Width, part.Height, piece),
                AxisPlan.Whole(part.Width, box.Width), AxisPlan.Whole(part.Height, box.Height)).Values;

            // Nothing takes light away, and a garment keeps 190/255 of its own.
            var drawn = Rows(pixels, box).ToArray();
            Assert.DoesNotContain(expected.Zip(drawn), pair => pair.Second < (pair.First * 190 / 255) - 1);
        }
    }

    [Fact]
    public void A_black_image_gives_a_scene_without_a_garment()
    {
        var black = new ImageSet("black", ["none"], new ImageShape(1, 28, 28), new byte[28 * 28], new int[1]);
        var pixels = new byte[Side * Side];

        var scene = new GarmentScenePainter(black, Side).Paint(0, Stream.Of(0), pixels);

        Assert.Equal(0, scene.Fragments.Length); // there is no other garment
        Assert.True(pixels.Distinct().Count() > 10);
    }

    [Fact]
    public void A_scene_costs_no_managed_memory_once_the_buffers_are_large_enough()
    {
        var painter = new GarmentScenePainter(Garments, Side);
        var pixels = new byte[Side * Side];
        PaintMany();

        long before = GC.GetAllocatedBytesForCurrentThread();
        PaintMany();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void PaintMany()
        {
            for (int i = 0; i < 200; i++)
            {
                painter.Paint(i, Stream.Of(i), pixels);
            }
        }
    }

    private static List<int> LongSides()
    {
        var sides = new List<int>();
        var pixels = new byte[Side * Side];
        var painter = new GarmentScenePainter(Garments, Side);
        for (int i = 0; i < SizedScenes; i++)
        {
            sides.Add(LongSide(painter.Paint(i, Stream.Of(i), pixels).Garment.Box));
        }

        return sides;
    }

    private static double Share(List<int> sides, int least, int most) => sides.Count(side => side >= least && side <= most) / (double)sides.Count;

    private static int LongSide(PixelRegion box) => Math.Max(box.Width, box.Height);

    private static void AssertInside(PixelRegion box) =>
        Assert.True(box is { Left: >= 0, Top: >= 0, Width: > 0, Height: > 0, Right: <= Side, Bottom: <= Side });

    private static IEnumerable<byte> Rows(byte[] pixels, PixelRegion box, int stride = Side) =>
        Enumerable.Range(box.Top, box.Height).SelectMany(y => pixels.AsSpan((y * stride) + box.Left, box.Width).ToArray());
}

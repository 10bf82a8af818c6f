using FsCheck;
using FsCheck.Xunit;
using ScaleNet.Data.Datasets;
using ScaleNet.Data.Scenes;
using ScaleNet.Data.Transforms;

namespace ScaleNet.Data.Tests.Scenes;

public sealed class DetectionScenePainterTests
{
    private static readonly ImageSet Garments = (ImageSet)FashionMnist.LoadEmbedded().Train;

    private static readonly DetectionSceneSettings Settings = new()
    {
        Height = new CountRange(96, 128),
        Width = new CountRange(64, 160),
        Objects = new CountRange(3, 12),
        Clutter = new CountRange(0, 12),
        CrowdShare = 0.5,
        EmptyShare = 0,
    };

    [Property(MaxTest = 40)]
    public bool Boxes_and_areas_are_those_of_the_pixels_that_are_seen(long seed)
    {
        var painter = new DetectionScenePainter(Garments, Settings);

        var objects = painter.Paint(SampleRandom.For(seed, 0, 0));

        // Every owner's pixels, found by a search of the finished scene; owners are numbered in the order of the objects, but some may be gone.
        var owners = painter.Canvas.Owners.ToArray();
        int width = painter.Canvas.Pixels.Width;
        var found = owners.Index().Where(pixel => pixel.Item != ColourCanvas.Nobody).GroupBy(pixel => pixel.Item, pixel => pixel.Index).OrderBy(group => group.Key);
        return objects.Select(entry => (entry.Box.Left, entry.Box.Top, entry.Box.Right, entry.Box.Bottom, entry.Area)).SequenceEqual(found.Select(group => (
            group.Min(place => place % width), group.Min(place => place / width),
            group.Max(place => place % width) + 1, group.Max(place => place / width) + 1, group.Count())));
    }

    [Property(MaxTest = 40)]
    public bool Enough_is_seen_of_everything_that_is_to_be_found(long seed, byte share)
    {
        double visible = (1 + (share % 100)) / 100.0;
        var painter = new DetectionScenePainter(Garments, Settings with { LeastVisible = visible });

        return painter.Paint(SampleRandom.For(seed, 0, 0)).All(entry => entry.Area >= visible * entry.Own && entry.Area <= entry.Own);
    }

    [Fact]
    public void Things_do_cover_each_other_and_reach_beyond_the_edges()
    {
        var painter = new DetectionScenePainter(Garments, Settings with { LeastVisible = 0.3 });

        var shares = Enumerable.Range(0, 50).SelectMany(index => painter.Paint(SampleRandom.For(1, 0, index)))
            .Select(entry => (double)entry.Area / entry.Own).ToList();

        Assert.InRange(shares.Min(), 0.3, 0.4);
        Assert.Contains(shares, share => share is > 0.5 and < 0.7);
        Assert.Contains(1.0, shares);
    }

    [Fact]
    public void Sizes_of_images_and_garments_are_within_their_ranges()
    {
        var settings = Settings with { LeastSize = 0.2, MostSize = 0.5, LeastVisible = 1, CrowdShare = 0, Clutter = new CountRange(0, 0) };
        var painter = new DetectionScenePainter(Garments, settings);

        for (int index = 0; index < 50; index++)
        {
            var objects = painter.Paint(SampleRandom.For(2, 0, index));
            var (width, height) = (painter.Canvas.Pixels.Width, painter.Canvas.Pixels.Height);
            double side = Math.Min(width, height);

            Assert.InRange(height, 96, 128);
            Assert.InRange(width, 64, 160);
            Assert.InRange(objects.Count, 1, 12);

            // Whole and uncovered; soft edges may be one pixel outside what counts as seen on each side.
            Assert.All(objects, entry => Assert.InRange(Math.Max(entry.Box.Width, entry.Box.Height), Math.Floor(0.2 * side) - 2, 0.5 * side));
        }
    }

    [Fact]
    public void An_empty_scene_has_nothing_to_be_found()
    {
        var painter = new DetectionScenePainter(Garments, Settings with { EmptyShare = 1, CrowdShare = 1 });

        Assert.Empty(painter.Paint(SampleRandom.For(1, 0, 0)));
    }

    [Fact]
    public void Every_class_comes_and_a_crowd_is_of_one_class_and_annotated_once()
    {
        var painter = new DetectionScenePainter(Garments, Settings with { CrowdShare = 1 });

        var scenes = Enumerable.Range(0, 60).Select(index => painter.Paint(SampleRandom.For(3, 0, index))).ToList();

        Assert.All(scenes, objects => Assert.Single(objects, entry => entry.IsCrowd));
        Assert.Equal(Enumerable.Range(0, 10), scenes.SelectMany(objects => objects).Select(entry => entry.Class).Distinct().Order());
    }

    [Fact]
    public void Pieces_change_the_picture_and_are_not_to_be_found()
    {
        var settings = Settings with { EmptyShare = 1, Clutter = new CountRange(0, 0) };
        var (bare, cluttered) = (new DetectionScenePainter(Garments, settings), new DetectionScenePainter(Garments, settings with { Clutter = new CountRange(9, 9) }));

        Assert.Empty(cluttered.Paint(SampleRandom.For(1, 0, 0)));
        bare.Paint(SampleRandom.For(1, 0, 0));

        Assert.NotEqual(bare.Canvas.Pixels.Pixels.ToArray(), cluttered.Canvas.Pixels.Pixels.ToArray());
    }

    [Fact]
    public void A_painter_remembers_nothing_of_its_last_scene()
    {
        var (fresh, used) = (new DetectionScenePainter(Garments, Settings), new DetectionScenePainter(Garments, Settings));
        used.Paint(SampleRandom.For(9, 0, 0));

        var objects = used.Paint(SampleRandom.For(1, 0, 0));

        Assert.Equal(fresh.Paint(SampleRandom.For(1, 0, 0)), objects);
        Assert.Equal(fresh.Canvas.Pixels.Pixels.ToArray(), used.Canvas.Pixels.Pixels.ToArray());
    }
}

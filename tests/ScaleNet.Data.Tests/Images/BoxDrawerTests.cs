using ScaleNet.Data.Images;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Data.Tests.Images;

public sealed class BoxDrawerTests
{
    [Fact]
    public void A_box_is_a_frame_of_the_pixels_at_its_edges()
    {
        var drawn = BoxDrawer.Draw(Grey(8, 6), [new DrawnBox(new BoxXyxy(2, 1, 6, 5), "", Colour: 0)]);

        Assert.Equal(
            """
            ........
            ..####..
            ..#..#..
            ..#..#..
            ..####..
            ........
            """,
            Shape(drawn));
    }

    [Fact]
    public void Edges_between_pixels_are_drawn_on_what_they_touch_and_edges_outside_at_the_border()
    {
        var drawn = BoxDrawer.Draw(Grey(6, 4), [new DrawnBox(new BoxXyxy(-3, 0.9, 3.1, 99), "", Colour: 1)]);

        Assert.Equal(
            """
            ####..
            #..#..
            #..#..
            ####..
            """,
            Shape(drawn));
    }

    [Fact]
    public void A_box_outside_is_a_dot_at_the_border() =>
        Assert.Equal("...#", Shape(BoxDrawer.Draw(Grey(4, 1), [new DrawnBox(new BoxXyxy(50, 50, 60, 60), "", Colour: 1)])));

    [Fact]
    public void The_picture_itself_stays_as_it_is()
    {
        var image = Grey(8, 6);

        BoxDrawer.Draw(image, [new DrawnBox(new BoxXyxy(2, 1, 6, 5), "x", Colour: 0)]);

        Assert.Equal(Grey(8, 6).Rgb, image.Rgb);
    }

    [Fact]
    public void Words_stand_above_the_box_in_black_on_its_colour()
    {
        var drawn = BoxDrawer.Draw(Grey(9, 16), [new DrawnBox(new BoxXyxy(0, 12, 9, 16), "L", Colour: 2)]);

        // 5 x 9 px and one around; the lowest two rows of a letter are below the line.
        Assert.Equal(
            """
            .........
            #######..
            # #####..
            # #####..
            # #####..
            # #####..
            # #####..
            # #####..
            #     #..
            #######..
            #######..
            #######..
            #########
            #.......#
            #.......#
            #########
            """,
            Shape(drawn));
    }

    [Fact]
    public void Where_there_is_no_room_above_words_stand_within_and_are_moved_in_from_the_right()
    {
        var drawn = BoxDrawer.Draw(Grey(40, 40), [new DrawnBox(new BoxXyxy(38, 2, 40, 39), "ab", Colour: 2)]);

        Assert.Equal(new string('.', 27) + new string('#', 13), Shape(drawn).Split('\n')[2]);
        Assert.DoesNotContain('#', Shape(drawn).Split('\n')[1]);
    }

    [Fact]
    public void A_detection_has_its_class_and_score_as_words()
    {
        var box = new BoxXyxy(1, 2, 3, 4);

        Assert.Equal(new DrawnBox(box, "Bag 0.97", 9), DrawnBox.Of(box, "Bag", 9, 0.9731));
        Assert.Equal(new DrawnBox(box, "Bag", 9), DrawnBox.Of(box, "Bag", 9));
    }

    [Fact]
    public void Every_letter_has_ink_of_its_own_and_others_are_question_marks()
    {
        var letters = Enumerable.Range('!', '~' - '!' + 1).Select(letter => Ink((char)letter)).ToList();

        Assert.Equal(letters.Count, letters.Distinct().Count());
        Assert.All(letters, letter => Assert.Contains('#', letter));
        Assert.DoesNotContain('#', Ink(' '));
        Assert.Equal(Ink('?'), Ink('ü'));
    }

    private static string Ink(char letter) => string.Concat(
        from y in Enumerable.Range(0, PixelFont.Height)
        from x in Enumerable.Range(0, PixelFont.Width)
        select PixelFont.IsInk(letter, x, y) ? '#' : '.');

    private static DecodedImage Grey(int width, int height)
    {
        var rgb = new byte[width * height * 3];
        Array.Fill(rgb, (byte)77);
        return new DecodedImage(width, height, rgb);
    }

    // A dot for the picture, a space for ink, a cross for the box's colour.
    private static string Shape(DecodedImage image) => string.Join('\n', Enumerable.Range(0, image.Height).Select(y =>
        string.Concat(Enumerable.Range(0, image.Width).Select(x => image.Rgb.AsSpan(((y * image.Width) + x) * 3, 3) switch
        {
            [77, 77, 77] => '.',
            [0, 0, 0] => ' ',
            _ => '#',
        }))));
}

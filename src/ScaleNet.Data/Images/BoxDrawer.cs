using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Data.Images;

/// <summary>Draws boxes with words on pictures, the same pixels on every machine.</summary>
/// <remarks>
/// Lines and letters grow with the picture's shorter side. Words stand above their box, or within it where there is no room above, and are moved so
/// that they do not leave the picture on the right. Later boxes are drawn over earlier ones: give the surest last.
/// </remarks>
public static class BoxDrawer
{
    private const int SidePerPixel = 320; // of the picture's shorter side, for each pixel of a line and of a letter's dot
    private const int BrightFrom = 128; // on colours this bright, letters are black

    // Distinct on most pictures: hues around the circle, no two neighbours alike.
    private static readonly byte[][] Colours =
    [
        [255, 64, 64], [64, 200, 255], [255, 200, 0], [170, 100, 255], [80, 230, 80],
        [255, 110, 220], [0, 120, 255], [255, 140, 40], [0, 210, 180], [190, 240, 60],
    ];

    /// <summary>A copy of a picture with boxes on it.</summary>
    public static DecodedImage Draw(DecodedImage image, IEnumerable<DrawnBox> boxes)
    {
        var drawn = new DecodedImage(image.Width, image.Height, [.. image.Rgb]);
        int thickness = Math.Max(1, Math.Min(image.Width, image.Height) / SidePerPixel);
        foreach (var box in boxes)
        {
            byte[] colour = Colours[(int)((uint)box.Colour % Colours.Length)];
            var region = Pixels(box.Box, image);
            Frame(drawn, region, thickness, colour);
            if (box.Text.Length > 0)
            {
                Write(drawn, region, box.Text, thickness, colour);
            }
        }

        return drawn;
    }

    // Whole pixels that the box touches, at least one, within the picture.
    private static PixelRegion Pixels(BoxXyxy box, DecodedImage image)
    {
        int left = Math.Clamp((int)Math.Floor(box.X1), 0, image.Width - 1);
        int top = Math.Clamp((int)Math.Floor(box.Y1), 0, image.Height - 1);
        int right = Math.Clamp((int)Math.Ceiling(box.X2), left + 1, image.Width);
        int bottom = Math.Clamp((int)Math.Ceiling(box.Y2), top + 1, image.Height);
        return new PixelRegion(left, top, right - left, bottom - top);
    }

    private static void Frame(DecodedImage image, PixelRegion box, int thickness, byte[] colour)
    {
        Fill(image, box.Left, box.Top, box.Width, thickness, colour);
        Fill(image, box.Left, box.Bottom - thickness, box.Width, thickness, colour);
        Fill(image, box.Left, box.Top, thickness, box.Height, colour);
        Fill(image, box.Right - thickness, box.Top, thickness, box.Height, colour);
    }

    private static void Write(DecodedImage image, PixelRegion box, string text, int dot, byte[] colour)
    {
        int width = (PixelFont.WidthOf(text) + 2) * dot; // a dot of margin around
        int height = (PixelFont.Height + 2) * dot;
        int left = Math.Max(0, Math.Min(box.Left, image.Width - width));
        int top = box.Top >= height ? box.Top - height : box.Top;
        byte[] ink = Luma.Of(colour) >= BrightFrom ? [0, 0, 0] : [byte.MaxValue, byte.MaxValue, byte.MaxValue];
        Fill(image, left, top, width, height, colour);
        for (int letter = 0; letter < text.Length; letter++)
        {
            for (int y = 0; y < PixelFont.Height; y++)
            {
                for (int x = 0; x < PixelFont.Width; x++)
                {
                    if (PixelFont.IsInk(text[letter], x, y))
                    {
                        Fill(image, left + ((1 + (letter * PixelFont.Advance) + x) * dot), top + ((1 + y) * dot), dot, dot, ink);
                    }
                }
            }
        }
    }

    private static void Fill(DecodedImage image, int left, int top, int width, int height, byte[] colour)
    {
        var (first, end) = (Math.Max(0, left), Math.Min(image.Width, left + width));
        for (int y = Math.Max(0, top); y < Math.Min(image.Height, top + height); y++)
        {
            for (int x = first; x < end; x++)
            {
                colour.CopyTo(image.Rgb.AsSpan(((y * image.Width) + x) * DecodedImage.Channels));
            }
        }
    }
}

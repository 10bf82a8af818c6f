using ScaleNet.Data.Detection;
using ScaleNet.Data.Images;
using ScaleNet.Evaluation.Boxes;

namespace ScaleNet.Data.Tests.Detection;

public sealed class DetectionSheetTests
{
    [Fact]
    public void Images_are_brought_to_one_long_side_with_their_boxes_in_place()
    {
        using var folder = new CocoFolder().With(20, 40, (3, new BoxXywh(10, 5, 10, 10))).With(40, 20);

        var sheet = Decode(DetectionSheet.EncodePng(folder.Open(), [0, 1], columns: 2, side: 80));
        byte[] frame = Pixel(sheet, 2 + 20, 2 + 29);

        Assert.Equal((2 * 82 + 2, 82 + 2), (sheet.Width, sheet.Height)); // cells of 80 px, 2 px around each
        Assert.Equal(frame, Pixel(sheet, 2 + 39, 2 + 29)); // the box is 20..40 x 10..30 of the sheet's image
        Assert.NotEqual(frame, Pixel(sheet, 2 + 21, 2 + 28));
        Assert.NotEqual(frame, Pixel(sheet, 2 + 19, 2 + 29));
    }

    [Fact]
    public void Crowds_are_shown_too()
    {
        using var bare = new CocoFolder().With(40, 40);
        using var crowded = new CocoFolder().With(40, 40).WithCrowd(44, new BoxXywh(5, 20, 30, 15));

        Assert.NotEqual(
            DetectionSheet.EncodePng(bare.Open(), [0], columns: 1, side: 40), DetectionSheet.EncodePng(crowded.Open(), [0], columns: 1, side: 40));
    }

    [Fact]
    public void A_damaged_image_is_told()
    {
        using var folder = new CocoFolder().With(40, 40);
        File.WriteAllBytes(folder.FileOf(0), [1, 2, 3]);
        var set = folder.Open();

        var problem = Assert.Throws<DatasetException>(() => DetectionSheet.EncodePng(set, [0], columns: 1, side: 40));

        Assert.StartsWith($"{folder.FileOf(0)}: not a picture", problem.Message, StringComparison.Ordinal);
    }

    private static DecodedImage Decode(byte[] png)
    {
        using var stream = new MemoryStream(png);
        return ImageDecoder.Decode(stream, "sheet");
    }

    private static byte[] Pixel(DecodedImage image, int x, int y) => image.Rgb.AsSpan(((y * image.Width) + x) * 3, 3).ToArray();
}

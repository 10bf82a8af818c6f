using ScaleNet.Data.Datasets;
using ScaleNet.Data.Images;
using ScaleNet.Data.Tests.Images;

namespace ScaleNet.Data.Tests.Datasets;

public sealed class ContactSheetTests
{
    [Fact]
    public void Images_lie_in_rows_with_white_between_them()
    {
        var set = new ImageSet("dots", ["dot"], new ImageShape(1, 1, 2), [10, 20, 30, 40, 50, 60], new int[3]);

        var sheet = Decode(ContactSheet.EncodePng(set, [2, 0, 1], columns: 2, set.MeasurePreprocessing()));

        Assert.Equal((10, 8), (sheet.Width, sheet.Height));
        byte[] expected =
        [
            255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
            255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
            255, 255, 50, 60, 255, 255, 10, 20, 255, 255,
            255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
            255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
            255, 255, 30, 40, 255, 255, 255, 255, 255, 255,
            255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
            255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        ];
        Assert.Equal(expected, PixelPlane.Channel(sheet, 0).Values);
    }

    private static DecodedImage Decode(byte[] png)
    {
        using var stream = new MemoryStream(png);
        return ImageDecoder.Decode(stream, "sheet");
    }
}
